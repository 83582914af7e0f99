import { expect, expectTypeOf, test } from "vitest";
import * as z from "zod/mini";
import type { Database } from "#lib/db/database.ts";
import { defineAct } from "#lib/forms/act.ts";
import type { Actor, Person, Program } from "#lib/organizations/actor.ts";
import { implement } from "#lib/organizations/implement.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { inOrganization } from "#lib/organizations/place.ts";

const shared = { params: inOrganization, input: z.object({}), page: () => "/", messages: {} };
const origin = { ipAddress: null, userAgent: null };
const program: Actor<Program> = {
  userId: null,
  key: { hash: "0", needs: "write" },
  slug: "acme",
  ...origin,
};
const person: Actor<Person> = { userId: "ada", slug: "acme", ...origin };

const given = (actor: Actor) => {
  const db: Database = { execute: async () => [] };
  const what = { params: { slug: "acme" }, input: {}, newId: "", appUrl: "" };
  return { db, actor, versions: undefined, ...what };
};

test("an act that no key may do is given a person, and takes no key for one", async () => {
  const act = defineAct({ ...shared, name: "erase", needs: permissions["organization.delete"] });
  const { run } = implement(act, {
    refusals: [],
    async run({ actor }) {
      expectTypeOf(actor).toEqualTypeOf<Actor<Person>>();
      return { outcome: "done" as const, by: actor.userId };
    },
  });
  expect(await run(given(person))).toMatchObject({ by: "ada" });
  expect(() => run(given(program))).toThrow("An API key came to erase");
});

test("an act that needs no permission is given a person too", () => {
  const act = defineAct({ ...shared, name: "accept", needs: null });
  implement(act, {
    refusals: [],
    async run({ actor }) {
      expectTypeOf(actor).toEqualTypeOf<Actor<Person>>();
      return { outcome: "done" as const };
    },
  });
});

test("an act that keys may do is given whoever came", async () => {
  const act = defineAct({ ...shared, name: "rename", needs: permissions["organization.rename"] });
  const { run } = implement(act, {
    refusals: [],
    async run({ actor }) {
      expectTypeOf(actor).toEqualTypeOf<Actor>();
      return { outcome: "done" as const, by: actor.key?.hash ?? actor.userId };
    },
  });
  expect(await run(given(program))).toMatchObject({ by: "0" });
  expect(await run(given(person))).toMatchObject({ by: "ada" });
});

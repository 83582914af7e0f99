import { sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { describe, expect, expectTypeOf, test } from "vitest";
import * as z from "zod/mini";
import { auditEvents, memberships, plans, user } from "#drizzle/tables.ts";
import { readAll, readOne } from "#lib/db/read.ts";
import { rowNamed, rowsOf } from "#lib/db/row.ts";
import {
  countOf,
  field,
  listOf,
  maybeOf,
  oneOf,
  shape,
  type ValueOf,
  when,
} from "#lib/db/shape.ts";
import { drivers, testDatabase } from "../database.ts";
import { tenant } from "../workspace/tenant.ts";

const database = testDatabase();

describe.each(drivers)("what is declared once, on %s", (driver) => {
  const db = () => database.on[driver];
  const ofUser = (userId: string) => ({ from: sql`${user} where ${user.id} = ${userId}::text` });

  test("is read as its columns are: text, null, a boolean and a moment", async () => {
    const { owner } = await tenant(db());
    const person = shape({
      name: user.name,
      image: user.image,
      isVerified: user.emailVerified,
      joinedAt: user.createdAt,
    });
    expect(await readOne(db(), person, ofUser(owner.userId))).toEqual({
      name: "Owner",
      image: null,
      isVerified: true,
      joinedAt: expect.any(Date),
    });
  });

  test("is read from a subquery by the name that this has", async () => {
    const { id, join } = await tenant(db());
    await join("member", { name: "Mel" });
    const people = rowsOf({ userName: user.name, role: memberships.role });
    const { userName, role } = people.of("crew");
    const found = await readAll(db(), shape({ userName, role }), {
      with: sql`crew as (
        select ${people.columns} from ${memberships}
        join ${user} on ${user.id} = ${memberships.userId}
        where ${memberships.organizationId} = ${id}::uuid
      )`,
      from: sql`crew order by ${userName}`,
    });
    expect(found).toEqual([
      { userName: "Mel", role: "member" },
      { userName: "Owner", role: "owner" },
    ]);
  });

  test("holds other shapes, lists, counts, and null where there is no row or a condition fails", async () => {
    const { id, owner, join } = await tenant(db());
    await join("admin");
    const ofTenant = sql`${memberships} where ${memberships.organizationId} = ${id}::uuid`;
    const nobody = sql`${memberships} where false`;
    const found = await readOne(
      db(),
      shape({
        person: shape({ id: user.id }),
        roles: listOf(memberships.role, { from: ofTenant, order: sql`${memberships.role}` }),
        none: listOf(memberships.role, { from: nobody }),
        first: oneOf(memberships.role, sql`${ofTenant} order by ${memberships.role} limit 1`),
        nobody: maybeOf(shape({ role: memberships.role }), nobody),
        people: countOf(ofTenant),
        secret: when(sql`false`, user.name),
      }),
      ofUser(owner.userId),
    );
    expect(found).toEqual({
      person: { id: owner.userId },
      roles: ["admin", "owner"],
      none: [],
      first: "admin",
      nobody: null,
      people: 2,
      secret: null,
    });
  });

  test("is null without a row, and refused when the database has something else", async () => {
    const { owner } = await tenant(db());
    expect(await readOne(db(), shape({ id: user.id }), ofUser("nobody"))).toBeNull();
    const wrong = shape({ name: field(z.number(), user.name) });
    await expect(readOne(db(), wrong, ofUser(owner.userId))).rejects.toThrow(z.core.$ZodError);
  });
});

test("a shape has the types of its columns", () => {
  const event = alias(auditEvents, "event");
  const { left } = rowNamed("balance", { left: z.number() });
  const found = shape({
    ip: event.ipAddress,
    at: event.createdAt,
    role: memberships.role,
    seats: plans.seats,
    left,
    invited: maybeOf(shape({ email: user.email }), sql`nobody`),
  });
  expectTypeOf<ValueOf<typeof found>>().toEqualTypeOf<{
    ip: string | null;
    at: Date;
    role: "owner" | "admin" | "member";
    seats: number | null;
    left: number;
    invited: { email: string | null } | null;
  }>();
  // @ts-expect-error A column that is not there, such as one that was renamed.
  expect(() => shape({ name: user.nickname })).toThrow();
  // @ts-expect-error JSON may be anything: it needs a parser.
  expect(() => shape({ metadata: event.metadata })).toThrow("needs a parser");
});

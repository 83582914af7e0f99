import { inspect } from "node:util";
import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import * as z from "zod/mini";
import { apiUsage, creditGrants, memberships, organizations } from "#drizzle/tables.ts";
import type { DrizzleDatabase } from "#lib/db/drizzle.ts";
import { databaseError, isStatementError } from "#lib/db/errors.ts";
import { tcpDatabase } from "#lib/db/node.ts";
import { drivers, testDatabase } from "../database.ts";

const database = testDatabase();

const absent = "00000000-0000-4000-8000-000000000000";

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];
  let organizationId: string;
  const slug = `taken-${driver}`;

  beforeEach(async () => {
    const [row] = await db()
      .insert(organizations)
      .values({ slug, name: "A" })
      .onConflictDoUpdate({ target: organizations.slug, set: { name: "A" } })
      .returning({ id: organizations.id });
    organizationId = row?.id ?? "";
  });

  type Attempt = (db: DrizzleDatabase) => PromiseLike<unknown>;
  const attempts: [what: string, code: string, constraint: string | undefined, Attempt][] = [
    [
      "a value that is taken",
      "23505",
      "organizations_slug_unique",
      (db) => db.insert(organizations).values({ slug, name: "B" }),
    ],
    [
      "a reference to nothing",
      "23503",
      "api_usage_organization_id_organizations_id_fk",
      (db) => db.insert(apiUsage).values({ organizationId: absent, creditsUsed: 1 }),
    ],
    [
      "a value out of range of a check",
      "23514",
      "credit_grants_credits_check",
      (db) => db.insert(creditGrants).values({ organizationId, credits: 0 }),
    ],
    [
      "a role that is none",
      "23514",
      "memberships_role_check",
      (db) =>
        db.execute(sql`insert into ${memberships} (organization_id, user_id, role)
          values (${organizationId}, 'nobody', 'god')`),
    ],
    [
      "a missing value",
      "23502",
      undefined,
      (db) => db.execute(sql`insert into organizations (slug) values ('nameless')`),
    ],
    [
      "what is no uuid",
      "22P02",
      undefined,
      (db) => db.insert(apiUsage).values({ organizationId: "42", creditsUsed: 1 }),
    ],
    ["a number too large", "22003", undefined, (db) => db.execute(sql`select ${2 ** 31}::integer`)],
    ["a division by zero", "22012", undefined, (db) => db.execute(sql`select 1 / 0`)],
    ["a table that is not there", "42P01", undefined, (db) => db.execute(sql`select from nothing`)],
    ["a column that is not there", "42703", undefined, (db) => db.execute(sql`select nothing`)],
    ["a sentence that is no SQL", "42601", undefined, (db) => db.execute(sql`selec 1`)],
    [
      "two statements with parameters",
      "42601",
      undefined,
      (db) => db.execute(sql`select ${1}; select ${2}`),
    ],
    [
      "a change of an append-only table",
      "23001",
      undefined,
      (db) => db.execute(sql`truncate usage_hours`),
    ],
    [
      "an exception with a code of its own",
      "P0001",
      undefined,
      (db) => db.execute(sql`do $$ begin raise exception 'no'; end $$`),
    ],
  ];

  test.each(attempts)(
    "%s gives code %s and constraint %s",
    async (_, code, constraint, attempt) => {
      const error = await Promise.resolve(attempt(db())).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      expect(databaseError(error)).toEqual({ code, constraint });
      expect(isStatementError(error)).toBe(true);
      expect(await db().$count(organizations)).toBeGreaterThan(0);
    },
  );

  const mark = "somebody@acme.test";
  test.each<[what: string, Attempt]>([
    ["a value of the wrong form", (db) => db.execute(sql`select ${mark}::uuid`)],
    [
      "a value that is taken",
      (db) =>
        db.execute(sql`insert into "user" (id, name, email) values
        (${mark}, ${mark}, ${`1${mark}`}), (${mark}, ${mark}, ${`2${mark}`})`),
    ],
    [
      "a select of a column that is not there",
      (db) => db.execute(sql`select nothing where ${mark} = 'a'`),
    ],
    [
      "an insert that the query builder wrote",
      (db) => db.insert(apiUsage).values({ organizationId: mark, creditsUsed: 1 }),
    ],
  ])("the error of %s holds neither the statement nor a parameter", async (_, attempt) => {
    const error = await Promise.resolve(attempt(db())).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    const printed = inspect(error, { depth: 9, showHidden: true });
    expect(printed).not.toContain(mark);
    expect(printed).not.toMatch(/insert into|api_usage|where/);
  });
});

test("nor does that of a statement inside a transaction", async () => {
  const mark = "somebody@acme.test";
  const { db, end } = tcpDatabase(database.pooled);
  const failing = z
    .custom<{ transaction(run: (db: DrizzleDatabase) => Promise<unknown>): Promise<unknown> }>()
    .parse(db);
  const error = await failing
    .transaction((inner) => Promise.resolve(inner.execute(sql`select ${mark}::uuid`)))
    .catch((thrown: unknown) => thrown)
    .finally(end);
  expect(databaseError(error).code).toBe("22P02");
  expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(mark);
});

import { eq, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { beforeEach, describe, expect, test } from "vitest";
import {
  apiKeys,
  auditEvents,
  organizations,
  promptLogs,
  user,
  webhookEvents,
} from "#drizzle/tables.ts";
import { rows } from "#lib/db/database.ts";
import { drivers, testDatabase } from "../database.ts";

const texts = {
  empty: "",
  "spaces and line ends": " \t a\r\nb ",
  quotes: `'"\\''";--`,
  "what looks like a parameter": "$1 :name ?",
  "letters of many scripts": "Ünïcode 日本語 עברית 👩‍👩‍👧 é é",
  "null, the word": "NULL",
  "a long one": "äöü€".repeat(50_000),
};
const counts = [0, 1, -1, 2 ** 31, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER];
const integers = [0, -1, 2 ** 31 - 1, -(2 ** 31)];
const moments = [
  new Date("2026-11-20T10:00:00.123Z"),
  new Date(0),
  new Date("1969-12-31T23:59:59.999Z"),
  new Date("0999-01-01T00:00:00.000Z"),
  new Date("9999-12-31T23:59:59.999Z"),
];
const versions = [
  ["-infinity", "-infinity"],
  ["2026-05-01T00:00:00.000001Z", "2026-05-01 00:00:00.000001+00"],
  ["2026-05-01T02:00:00.123456+02:00", "2026-05-01 00:00:00.123456+00"],
];
const lists = [
  [],
  [""],
  ["usage:write", "crm:read"],
  ['a"b', "c,d", "{e}", "f\\g", "NULL", " ", "h'i", "日本"],
];
const documents = [
  { plan: "pro", nested: { list: [1, 2.5, null, true], text: "ünï'\"\\" }, empty: {} },
  [1, "two", { three: 3 }, []],
  "text",
  "",
  42,
  0,
  -1.5,
  true,
  false,
];

const database = testDatabase();

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];
  let organizationId: string;
  let keyId: string;
  let eventId: string;

  beforeEach(async () => {
    const slug = crypto.randomUUID();
    const [organization] = await db().insert(organizations).values({ slug, name: "A" }).returning();
    organizationId = organization?.id ?? "";
    const [key] = await db()
      .insert(apiKeys)
      .values({ organizationId, name: "A", prefix: "p", keyHash: slug })
      .returning({ id: apiKeys.id });
    keyId = key?.id ?? "";
    const [event] = await db()
      .insert(webhookEvents)
      .values({ provider: "clerk", eventId: slug, type: "t", body: "", outcome: "applied" })
      .returning({ id: webhookEvents.id });
    eventId = event?.id ?? "";
  });

  test("defaults are those of the database", async () => {
    const [row] = await db()
      .select()
      .from(organizations)
      .where(eq(organizations.id, organizationId));
    expect(row).toMatchObject({
      eventAt: "-infinity",
      eventRank: 0,
      eventTie: "",
      deletedAt: null,
    });
    expect(row?.id).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(row?.createdAt).toBeInstanceOf(Date);
    const [key] = await db().select().from(apiKeys).where(eq(apiKeys.id, keyId));
    expect(key?.scopes).toEqual([]);
  });

  test.each(Object.entries(texts))("text, %s, comes back as it was", async (_, name) => {
    const slug = crypto.randomUUID();
    const [inserted] = await db().insert(organizations).values({ slug, name }).returning();
    expect(inserted?.name === name).toBe(true);
    const [selected] = await db().select().from(organizations).where(eq(organizations.slug, slug));
    expect(selected).toEqual(inserted);
    const [updated] = await db()
      .update(organizations)
      .set({ name: `${name}!` })
      .where(sql`${eq(organizations.name, name)} and ${eq(organizations.slug, slug)}`)
      .returning({ name: organizations.name });
    expect(updated?.name === `${name}!`).toBe(true);
  });

  test("text with a zero character is refused, and nothing is written", async () => {
    const slug = crypto.randomUUID();
    const inserting = db().insert(organizations).values({ slug, name: "a\0b" });
    await expect(inserting).rejects.toMatchObject({ code: "22021" });
    expect(await db().$count(organizations, eq(organizations.slug, slug))).toBe(0);
  });

  test("a uuid is the same in any letter case, and found by it", async () => {
    const id = crypto.randomUUID();
    const [row] = await db()
      .insert(organizations)
      .values({ id: id.toUpperCase(), slug: id, name: "A" })
      .returning({ id: organizations.id });
    expect(row).toEqual({ id });
    expect(await db().$count(organizations, eq(organizations.id, id.toUpperCase()))).toBe(1);
  });

  test.each(counts)("bigint %d", async (eventRank) => {
    const [updated] = await db()
      .update(organizations)
      .set({ eventRank })
      .where(eq(organizations.id, organizationId))
      .returning({ eventRank: organizations.eventRank });
    expect(updated).toEqual({ eventRank });
    const found = sql`${organizations.eventRank} = ${eventRank} and id = ${organizationId}`;
    expect(await db().$count(organizations, found)).toBe(1);
  });

  test.each(integers)("integer %d", async (attempts) => {
    const [updated] = await db()
      .update(webhookEvents)
      .set({ attempts })
      .where(eq(webhookEvents.id, eventId))
      .returning({ attempts: webhookEvents.attempts });
    expect(updated).toEqual({ attempts });
  });

  test.each([true, false])("boolean %s", async (emailVerified) => {
    const id = crypto.randomUUID();
    const [inserted] = await db()
      .insert(user)
      .values({ id, emailVerified })
      .returning({ emailVerified: user.emailVerified });
    expect(inserted).toEqual({ emailVerified });
    const [selected] = await db()
      .select({ id: user.id, emailVerified: user.emailVerified })
      .from(user)
      .where(sql`${user.id} = ${id} and ${user.emailVerified} = ${emailVerified}::boolean`);
    expect(selected).toEqual({ id, emailVerified });
  });

  test.each(moments)("timestamptz %o as a Date", async (deletedAt) => {
    const [updated] = await db()
      .update(organizations)
      .set({ deletedAt })
      .where(eq(organizations.id, organizationId))
      .returning({ deletedAt: organizations.deletedAt });
    expect(updated).toEqual({ deletedAt });
    const [selected] = await db()
      .select({ id: organizations.id })
      .from(organizations)
      .where(
        sql`${eq(organizations.deletedAt, deletedAt)} and ${eq(organizations.id, organizationId)}`,
      );
    expect(selected).toEqual({ id: organizationId });
  });

  test.each(versions)("timestamptz %s as text, to the microsecond", async (eventAt, expected) => {
    const [updated] = await db()
      .update(organizations)
      .set({ eventAt })
      .where(eq(organizations.id, organizationId))
      .returning({ eventAt: organizations.eventAt });
    expect(updated).toEqual({ eventAt: expected });
  });

  test.each(lists)("text[] %#", async (...scopes) => {
    const [updated] = await db()
      .update(apiKeys)
      .set({ scopes })
      .where(eq(apiKeys.id, keyId))
      .returning({ scopes: apiKeys.scopes });
    expect(updated).toEqual({ scopes });
    const [selected] = await db().select().from(apiKeys).where(eq(apiKeys.id, keyId));
    expect(selected?.scopes).toEqual(scopes);
  });

  test.each(documents.map((document) => [document]))("jsonb %j", async (metadata) => {
    const [inserted] = await db()
      .insert(auditEvents)
      .values({ organizationId, action: "test", metadata })
      .returning({ id: auditEvents.id, metadata: auditEvents.metadata });
    expect(inserted?.metadata).toEqual(metadata);
    const [kind] = await rows(
      db(),
      sql`select jsonb_typeof(metadata) as kind from ${auditEvents} where id = ${inserted?.id}`,
      ({ kind }) => kind,
    );
    expect(kind).toBe(Array.isArray(metadata) ? "array" : typeof metadata);
  });

  test("a jsonb string that is JSON itself is read as what it says, so jsonb holds objects", async () => {
    const [row] = await db()
      .insert(auditEvents)
      .values({ organizationId, action: "test", metadata: '{"read": "twice"}' })
      .returning({ metadata: auditEvents.metadata });
    expect(row).toEqual({ metadata: { read: "twice" } });
  });

  test("a null is a null of the database, in jsonb too", async () => {
    const [row] = await db()
      .insert(auditEvents)
      .values({ organizationId, action: "test", metadata: null })
      .returning();
    expect(row).toMatchObject({ metadata: null, actorId: null });
    expect(await db().$count(auditEvents, sql`metadata is null and id = ${row?.id}`)).toBe(1);
  });

  test("many rows are inserted and returned in their order", async () => {
    const slugs = Array.from({ length: 500 }, () => crypto.randomUUID());
    const inserted = await db()
      .insert(organizations)
      .values(slugs.map((slug) => ({ slug, name: slug })))
      .returning({ slug: organizations.slug });
    expect(inserted).toEqual(slugs.map((slug) => ({ slug })));
  });
});

/** Only raw statements carry it, as base64 (tests/identity/picture.test.ts). */
const carriedAsText = ["bytea"];

test("every column type of the database is among these", async () => {
  const tested: PgColumn[] = [
    organizations.id,
    organizations.name,
    organizations.createdAt,
    organizations.eventRank,
    webhookEvents.attempts,
    user.emailVerified,
    apiKeys.scopes,
    promptLogs.metadata,
  ];
  const used = await rows(
    database.on["neon-http"],
    sql`select distinct format_type(atttypid, atttypmod) as type
      from pg_attribute join pg_class on pg_class.oid = attrelid
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'v') and attnum > 0
        and not attisdropped`,
    ({ type }) => type,
  );
  const covered = [...tested.map((column) => column.getSQLType()), ...carriedAsText];
  expect(used.toSorted()).toEqual(covered.toSorted());
});

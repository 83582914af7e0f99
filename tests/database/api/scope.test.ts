import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { auditEvents, organizations } from "#lib/db/schema.ts";
import type { ApiScope } from "#lib/organizations/scope.ts";
import { createDatabase, drivers, type TestDatabase } from "../database.ts";
import { keyedTenant, leaveMark, origin } from "./tenant.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

const asKey = (slug: string, hash: string, needs: ApiScope = "write") => ({
  userId: null,
  key: { hash, needs },
  slug,
  ...origin,
});

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];

  test("what a key does is done by the key, and by nobody", async () => {
    const { id: organizationId, slug, key } = await keyedTenant(db());
    const { hash, id } = await key(["write"]);
    const mark = await leaveMark(db(), asKey(slug, hash));
    const [event] = await db()
      .select()
      .from(auditEvents)
      .where(eq(auditEvents.id, mark ?? ""));
    expect(event).toMatchObject({ organizationId, actorId: null, apiKeyId: id, ...origin });
  });

  const reach: [ApiScope[], ApiScope[]][] = [
    [["read"], ["read"]],
    [["write"], ["read", "write"]],
    [["usage"], ["usage"]],
    [
      ["read", "usage"],
      ["read", "usage"],
    ],
    [[], []],
  ];
  test.each(reach)("a key for %j may do what needs %j", async (scopes, expected) => {
    const { slug, key } = await keyedTenant(db());
    const { hash } = await key(scopes);
    const may: ApiScope[] = [];
    for (const needs of ["read", "write", "usage"] as const) {
      if (await leaveMark(db(), asKey(slug, hash, needs))) may.push(needs);
    }
    expect(may).toEqual(expected);
  });

  test("a key that ended, was revoked, is another's or nobody's does nothing", async () => {
    const [mine, other] = [await keyedTenant(db()), await keyedTenant(db())];
    const past = new Date(Date.now() - 1);
    const keys = [
      await mine.key(["write"], { expiresAt: past }),
      await mine.key(["write"], { revokedAt: past }),
      await other.key(["write"]),
      { hash: "0".repeat(64) },
    ];
    for (const { hash } of keys) {
      expect(await leaveMark(db(), asKey(mine.slug, hash))).toBeNull();
    }
    const later = await mine.key(["write"], { expiresAt: new Date(Date.now() + 60_000) });
    expect(await leaveMark(db(), asKey(mine.slug, later.hash))).not.toBeNull();
  });

  test("a deleted organization's key does nothing", async () => {
    const { id, slug, key } = await keyedTenant(db());
    const { hash } = await key(["write"]);
    await db().update(organizations).set({ deletedAt: new Date() }).where(eq(organizations.id, id));
    expect(await leaveMark(db(), asKey(slug, hash))).toBeNull();
  });
});

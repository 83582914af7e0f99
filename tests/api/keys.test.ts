import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { apiKeys, auditEvents, memberships } from "#drizzle/tables.ts";
import type { DrizzleDatabase } from "#lib/db/drizzle.ts";
import { type CreateInput, createApiKey } from "#lib/organizations/api-keys/create.ts";
import { apiKeyHash, newApiKey } from "#lib/organizations/api-keys/key.ts";
import { revokeApiKey } from "#lib/organizations/api-keys/revoke.ts";
import { type RotateInput, rotateApiKey } from "#lib/organizations/api-keys/rotate.ts";
import { keyLimit } from "#lib/organizations/api-keys/rules.ts";
import { listApiKeys } from "#lib/workspace/reads/api-keys.ts";
import { drivers, testDatabase } from "../database.ts";
import { makeTenant } from "../tenant.ts";

const database = testDatabase();

const origin = { ipAddress: "192.0.2.7", userAgent: "Firefox" };
const hour = 3_600_000;

const wanted = (changes: Partial<CreateInput> = {}): CreateInput => ({
  id: crypto.randomUUID(),
  name: "Deployments",
  scopes: ["read", "usage"],
  lifetime: 0,
  ...changes,
});

const rotation = (id: string, changes: Partial<RotateInput> = {}): RotateInput => ({
  id,
  newId: crypto.randomUUID(),
  overlap: 24,
  lifetime: 0,
  ...changes,
});

async function setUp(db: DrizzleDatabase) {
  const {
    id: organizationId,
    owner,
    join,
    slug,
  } = await makeTenant(db, { first: { name: "Ada" } });
  const actor = { ...owner, ...origin };
  const create = async (changes: Partial<CreateInput> = {}, by = actor) =>
    createApiKey(db, by, wanted(changes), await newApiKey());
  const created = async (changes: Partial<CreateInput> = {}) => {
    const key = await create(changes);
    if (typeof key === "string") throw new Error(key);
    return key;
  };
  const audit = () =>
    db.select().from(auditEvents).where(eq(auditEvents.organizationId, organizationId));
  return { organizationId, owner, actor, join, slug, create, created, audit };
}

test("a key is 256 bits of chance in letters and digits, and tells what it is", async () => {
  const keys = await Promise.all(Array.from({ length: 200 }, newApiKey));
  expect(new Set(keys.map(({ key }) => key)).size).toBe(200);
  for (const { key, prefix, hash } of keys) {
    expect(key).toMatch(/^pn_live_[A-Za-z0-9]{43}$/);
    expect(key.startsWith(prefix)).toBe(true);
    expect(prefix).toHaveLength(14);
    expect(await apiKeyHash(key)).toBe(hash);
  }
});

test.each(["", "pn_live_", "pn_test_x", "Bearer", `pn_live_${"a".repeat(42)}_`])(
  "%j is no key",
  async (text) => {
    expect(await apiKeyHash(text)).toBeNull();
  },
);

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];

  test("an owner makes a key, of which only the hash is kept, and that is on record", async () => {
    const { actor, organizationId, audit } = await setUp(db());
    const made = await newApiKey();
    const input = wanted({ lifetime: 30 });
    const key = await createApiKey(db(), actor, input, made);
    expect(key).toMatchObject({
      id: input.id,
      name: "Deployments",
      prefix: made.prefix,
      scopes: ["read", "usage"],
      createdBy: "Ada",
      lastUsedAt: null,
      revokedAt: null,
    });
    const [row] = await db().select().from(apiKeys).where(eq(apiKeys.id, input.id));
    expect(row).toMatchObject({ organizationId, keyHash: made.hash, createdBy: actor.userId });
    expect(JSON.stringify(row)).not.toContain(made.key);
    expect(Number(row?.expiresAt) - Number(row?.createdAt)).toBe(30 * 24 * hour);
    expect(await audit()).toMatchObject([
      {
        action: "api_key.created",
        actorId: actor.userId,
        apiKeyId: null,
        targetType: "api_key",
        targetId: input.id,
        ipAddress: "192.0.2.7",
        metadata: { name: "Deployments", prefix: made.prefix, scopes: ["read", "usage"] },
      },
    ]);
  });

  test("one form makes one key, however often it is sent", async () => {
    const { create, audit } = await setUp(db());
    const { id } = wanted();
    const answers = await Promise.all([1, 2, 3].map(() => create({ id })));
    expect(answers.filter((answer) => answer === "id_reused")).toHaveLength(2);
    expect(await audit()).toHaveLength(1);
  });

  test("admins make keys; members, strangers and those who left do not", async () => {
    const { create, join, slug, audit } = await setUp(db());
    const admin = await join("admin");
    const former = await join("owner");
    await db()
      .update(memberships)
      .set({ deletedAt: new Date() })
      .where(eq(memberships.userId, former.userId));
    expect(await create({}, { ...admin, ...origin })).toMatchObject({ name: "Deployments" });
    expect(await create({}, { ...(await join("member")), ...origin })).toBe("forbidden");
    expect(await create({}, { ...former, ...origin })).toBe("not_found");
    expect(await create({}, { userId: "nobody", slug, ...origin })).toBe("not_found");
    expect(await audit()).toHaveLength(1);
  });

  test("an organization has so many keys and no more, but ended ones do not count", async () => {
    const { organizationId, create, created } = await setUp(db());
    const first = await created();
    await db()
      .insert(apiKeys)
      .values(
        Array.from({ length: keyLimit - 1 }, () => ({
          organizationId,
          name: "Another",
          prefix: "pn_live_",
          keyHash: crypto.randomUUID(),
        })),
      );
    expect(await create()).toBe("too_many_keys");
    await db().update(apiKeys).set({ revokedAt: new Date() }).where(eq(apiKeys.id, first.id));
    expect(await create()).toMatchObject({ name: "Deployments" });
  });

  test("a revoked key ends at once; to revoke it again is no mistake", async () => {
    const { actor, created, audit } = await setUp(db());
    const { id } = await created();
    const first = await revokeApiKey(db(), actor, { id });
    expect(first).toMatchObject({ id, revokedAt: expect.any(Date) });
    expect(await revokeApiKey(db(), actor, { id })).toEqual(first);
    const events = (await audit()).filter(({ action }) => action === "api_key.revoked");
    expect(events).toMatchObject([{ targetId: id, actorId: actor.userId }]);
  });

  test("a rotated key works beside the new one for as long as was chosen", async () => {
    const { actor, created, audit } = await setUp(db());
    const old = await created({ scopes: ["write"] });
    const made = await newApiKey();
    const input = rotation(old.id);
    const rotated = await rotateApiKey(db(), actor, input, made);
    expect(rotated).toMatchObject({
      id: input.newId,
      name: old.name,
      scopes: ["write"],
      prefix: made.prefix,
      expiresAt: null,
    });
    const [row] = await db().select().from(apiKeys).where(eq(apiKeys.id, old.id));
    const left = Number(row?.expiresAt) - Date.now();
    expect(left).toBeGreaterThan(23.9 * hour);
    expect(left).toBeLessThan(24.1 * hour);
    expect((await audit()).filter(({ action }) => action === "api_key.rotated")).toMatchObject([
      { targetId: old.id, metadata: { newPrefix: made.prefix } },
    ]);
    expect(await rotateApiKey(db(), actor, input, await newApiKey())).toBe("id_reused");
  });

  test("an overlap never makes a key live longer, and none ends it at once", async () => {
    const { actor, created } = await setUp(db());
    const [short, none] = [await created({ lifetime: 30 }), await created()];
    await rotateApiKey(db(), actor, rotation(short.id, { overlap: 24 * 60 }), await newApiKey());
    await rotateApiKey(db(), actor, rotation(none.id, { overlap: 0 }), await newApiKey());
    const [row] = await db().select().from(apiKeys).where(eq(apiKeys.id, short.id));
    expect(row?.expiresAt).toEqual(short.expiresAt);
    const again = await rotateApiKey(db(), actor, rotation(none.id), await newApiKey());
    expect(again).toBe("key_ended");
  });

  test("a rotation that says no lifetime gives the new key that of the old one", async () => {
    const { actor, created } = await setUp(db());
    const rotated = async (id: string, lifetime?: number) => {
      const input = { id, newId: crypto.randomUUID(), overlap: 24, lifetime };
      const key = await rotateApiKey(db(), actor, input, await newApiKey());
      if (typeof key === "string") throw new Error(key);
      return key;
    };
    const days = (end: Date | null) => end && Math.round((Number(end) - Date.now()) / 24 / hour);
    const [month, ever] = [await created({ lifetime: 30 }), await created()];
    const second = await rotated(month.id);
    expect(days(second.expiresAt)).toBe(30);
    // The first one ends tomorrow by now; what it was made for stays.
    expect(days((await rotated(month.id)).expiresAt)).toBe(30);
    expect(days((await rotated(second.id, 90)).expiresAt)).toBe(90);
    expect((await rotated(second.id, 0)).expiresAt).toBeNull();
    expect((await rotated(ever.id)).expiresAt).toBeNull();
  });

  test("keys that overlap count as two, and one that ends at once makes room", async () => {
    const { actor, created } = await setUp(db());
    const keys: string[] = [];
    for (let n = 0; n < keyLimit - 2; n++) keys.push((await created()).id);
    const rotate = async (index: number, overlap: number) =>
      rotateApiKey(db(), actor, rotation(keys[index] ?? "", { overlap }), await newApiKey());
    const live = async () =>
      (await listApiKeys(db(), { userId: actor.userId, slug: actor.slug }))?.live.length;
    const rotations = await Promise.all(
      Array.from({ length: 10 }, (_, index) => rotate(index, 24)),
    );
    expect(rotations.filter((key) => key === "too_many_keys")).toHaveLength(8);
    expect(await live()).toBe(keyLimit);
    expect(await rotate(20, 24)).toBe("too_many_keys");
    expect(await rotate(20, 0)).toMatchObject({ name: "Deployments" });
    expect(await live()).toBe(keyLimit);
  });

  test("of many who make a key at once no more succeed than there is room for", async () => {
    const { created, create } = await setUp(db());
    for (let n = 0; n < keyLimit - 3; n++) await created();
    const made = await Promise.all(Array.from({ length: 8 }, () => create()));
    expect(made.filter((key) => key === "too_many_keys")).toHaveLength(5);
  });

  test("nobody revokes or rotates another organization's key", async () => {
    const [mine, other] = [await setUp(db()), await setUp(db())];
    const { id } = await mine.created();
    const strange = { userId: other.actor.userId, slug: mine.slug, ...origin };
    const member = { ...(await mine.join("member")), ...origin };
    for (const [actor, refusal] of [
      [other.actor, "not_found"],
      [strange, "not_found"],
      [member, "forbidden"],
    ] as const) {
      expect(await revokeApiKey(db(), actor, { id })).toBe(refusal);
      expect(await rotateApiKey(db(), actor, rotation(id), await newApiKey())).toBe(refusal);
    }
    const [row] = await db().select().from(apiKeys).where(eq(apiKeys.id, id));
    expect(row).toMatchObject({ revokedAt: null, expiresAt: null });
  });

  test("admins and owners see the keys of their organization, and nobody else does", async () => {
    const [mine, other] = [await setUp(db()), await setUp(db())];
    await other.created();
    const [first, second] = [await mine.created(), await mine.created({ name: "Reports" })];
    await revokeApiKey(db(), mine.actor, { id: first.id });
    const { slug } = mine;
    for (const scope of [mine.owner, await mine.join("admin")]) {
      const page = await listApiKeys(db(), scope);
      expect(page?.live).toMatchObject([{ id: second.id, name: "Reports", prefix: second.prefix }]);
      expect(page?.ended).toMatchObject([{ id: first.id, revokedAt: expect.any(Date) }]);
    }
    expect(await listApiKeys(db(), await mine.join("member"))).toBeNull();
    expect(await listApiKeys(db(), { userId: other.owner.userId, slug })).toBeNull();
  });

  test("the page shows the last 20 of the keys that ended", async () => {
    const { organizationId, owner } = await setUp(db());
    await db()
      .insert(apiKeys)
      .values(
        Array.from({ length: 25 }, (_, day) => ({
          organizationId,
          name: `Ended ${day} days ago`,
          prefix: "pn_live_",
          keyHash: crypto.randomUUID(),
          expiresAt: new Date(Date.now() - day * 24 * hour - hour),
        })),
      );
    const page = await listApiKeys(db(), owner);
    expect(page?.live).toEqual([]);
    expect(page?.ended.map(({ name }) => name)).toEqual(
      Array.from({ length: 20 }, (_, day) => `Ended ${day} days ago`),
    );
  });
});

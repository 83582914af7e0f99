import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { auditEvents, organizations } from "#drizzle/tables.ts";
import { getOrganization } from "#lib/api/resources/organization.ts";
import type { ApiScope } from "#lib/organizations/api-keys/scopes.ts";
import { invite } from "#lib/organizations/invitations/invite.ts";
import { changeRole, removeMember } from "#lib/organizations/manage-member.ts";
import { renameOrganization } from "#lib/organizations/rename.ts";
import type { Role } from "#lib/organizations/schema.ts";
import { drivers, testDatabase } from "../database.ts";
import { keyedTenant, leaveMark, origin } from "./tenant.ts";

const database = testDatabase();

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

  test("a key with write renames, invites and manages members; owners are beyond it", async () => {
    const { slug, key, owner, join } = await keyedTenant(db());
    const actor = asKey(slug, (await key(["write"])).hash);
    const member = await join("member");
    const outcome = async (acted: Promise<{ outcome: string }>) => (await acted).outcome;
    const guest = (role: Role) => ({
      id: crypto.randomUUID(),
      email: `${crypto.randomUUID()}@example.test`,
      role,
      appUrl: "http://localhost:3000",
    });
    expect(await outcome(renameOrganization(db(), actor, { name: "By a key" }))).toBe("done");
    expect(await outcome(invite(db(), actor, guest("member")))).toBe("done");
    expect(await outcome(invite(db(), actor, guest("admin")))).toBe("forbidden");
    expect(await outcome(invite(db(), actor, guest("owner")))).toBe("forbidden");
    const { userId } = member;
    expect(await outcome(changeRole(db(), actor, { userId, role: "owner" }))).toBe("forbidden");
    expect(await outcome(changeRole(db(), actor, { userId, role: "admin" }))).toBe("forbidden");
    const { userId: admin } = await join("admin");
    expect(await outcome(changeRole(db(), actor, { userId: admin, role: "member" }))).toBe("done");
    expect(await outcome(removeMember(db(), actor, { userId: owner.userId }))).toBe("forbidden");
    expect(await outcome(removeMember(db(), actor, { userId }))).toBe("done");
    const reading = asKey(slug, (await key(["read", "usage"])).hash);
    expect(await outcome(renameOrganization(db(), reading, { name: "No" }))).toBe("not_found");
    expect(await outcome(invite(db(), reading, guest("member")))).toBe("not_found");
  });

  test("of two who saw the same version of an organization, one renames it", async () => {
    const { slug, key, owner } = await keyedTenant(db());
    const actor = asKey(slug, (await key(["write"])).hash);
    const seen = await getOrganization(db(), owner);
    const versions = [seen?.version ?? ""];
    const acted = await Promise.all([
      renameOrganization(db(), { ...owner, ...origin }, { name: "One", versions }),
      renameOrganization(db(), actor, { name: "Other", versions }),
    ]);
    expect(acted.map(({ outcome }) => outcome).toSorted()).toEqual(["done", "precondition_failed"]);
  });
});

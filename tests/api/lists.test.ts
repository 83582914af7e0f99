import { describe, expect, test } from "vitest";
import { auditEvents, invitations } from "#drizzle/tables.ts";
import { listKeys } from "#lib/api/resources/api-key.ts";
import { listAuditEvents } from "#lib/api/resources/audit-event.ts";
import { listInvitations } from "#lib/api/resources/invitation.ts";
import type { ListQuery } from "#lib/api/resources/list.ts";
import { listMembers } from "#lib/api/resources/member.ts";
import { getOrganization, listOrganizations } from "#lib/api/resources/organization.ts";
import { getKeysBalance } from "#lib/billing/metering/balance.ts";
import type { ApiScope } from "#lib/organizations/api-keys/scopes.ts";
import { drivers, testDatabase } from "../database.ts";
import { keyedTenant } from "./tenant.ts";

const database = testDatabase();

const page = { limit: 2 };

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];

  async function setUp() {
    const tenant = await keyedTenant(db());
    const asKey = async (scopes: ApiScope[]) => ({
      userId: null,
      slug: tenant.slug,
      key: { hash: (await tenant.key(scopes)).hash, needs: "read" as const },
    });
    return { ...tenant, asKey };
  }

  /** The ids of all pages, one after another. */
  async function all(
    read: (query: ListQuery) => Promise<{ data: { id: string }[]; next: string | null } | string>,
  ) {
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const found = await read({ ...page, ...(cursor && { cursor }) });
      if (typeof found === "string") throw new Error(found);
      expect(found.data.length).toBeLessThanOrEqual(2);
      ids.push(...found.data.map(({ id }) => id));
      cursor = found.next ?? undefined;
    } while (cursor);
    return ids;
  }

  test("every list is read page by page, by a key and by a person, each row once", async () => {
    const { id: organizationId, owner, join, asKey } = await setUp();
    for (let n = 0; n < 4; n++) {
      await join("member");
      await db()
        .insert(invitations)
        .values({ organizationId, email: `${n}@example.test`, expiresAt: new Date() });
      await db().insert(auditEvents).values({ organizationId, action: "test" });
    }
    const key = await asKey(["read"]);
    for (const scope of [owner, key]) {
      const lists = [
        [await all((query) => listMembers(db(), scope, query)), 5],
        [await all((query) => listInvitations(db(), scope, query)), 4],
        [await all((query) => listAuditEvents(db(), scope, query)), 4],
        [await all((query) => listKeys(db(), scope, query)), 1],
      ] as const;
      for (const [ids, count] of lists) {
        expect(ids).toHaveLength(count);
        expect(new Set(ids).size).toBe(count);
      }
    }
  });

  test("a key for use alone, of another organization or a member's role sees no more than it may", async () => {
    const [mine, other] = [await setUp(), await setUp()];
    const strangers = [
      await mine.asKey(["usage"]),
      { ...(await other.asKey(["read"])), slug: mine.slug },
      { userId: other.owner.userId, slug: mine.slug },
    ];
    const member = await mine.join("member");
    for (const list of [listInvitations, listAuditEvents, listKeys]) {
      for (const scope of strangers) expect(await list(db(), scope, page)).toBe("not_found");
      expect(await list(db(), member, page)).toBe("forbidden");
    }
    for (const scope of strangers) {
      expect(await listMembers(db(), scope, page)).toBe("not_found");
      expect(await getOrganization(db(), scope)).toBeNull();
    }
    expect(await listMembers(db(), member, page)).toMatchObject({ next: null });
    expect(await getOrganization(db(), member)).toMatchObject({ organization: { role: "member" } });
  });

  test("a key for use reads the balance of its organization, and no other key or organization", async () => {
    const [mine, other] = [await setUp(), await setUp()];
    const { hash } = await mine.key(["usage"]);
    const { hash: reading } = await mine.key(["read", "write"]);
    const own = await getKeysBalance(db(), hash, "");
    expect(own).toMatchObject({ used: 0, isReadOnly: false });
    expect(await getKeysBalance(db(), hash, mine.slug)).toEqual(own);
    expect(await getKeysBalance(db(), hash, other.slug)).toBeNull();
    expect(await getKeysBalance(db(), reading, "")).toBeNull();
    expect(await getKeysBalance(db(), "0".repeat(64), "")).toBeUndefined();
  });

  test("a key's organizations are the one that it is for, a person's their own", async () => {
    const [mine, other] = [await setUp(), await setUp()];
    await other.join("member", { id: mine.owner.userId });
    const [key, spending] = [await mine.asKey(["write"]), await mine.asKey(["usage"])];
    expect(await listOrganizations(db(), key, page)).toMatchObject({
      data: [{ id: mine.id, role: "admin", plan: "free" }],
      next: null,
    });
    expect(await listOrganizations(db(), spending, page)).toMatchObject({ data: [] });
    const own = await listOrganizations(db(), mine.owner, page);
    const slugs = typeof own === "string" ? [] : own.data.map(({ slug }) => slug);
    expect(slugs.toSorted()).toEqual([mine.slug, other.slug].toSorted());
  });
});

import { and, eq, isNull } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { apiKeys, auditEvents, memberships, organizations } from "#drizzle/tables.ts";
import { recordClerkEvent } from "#lib/clerk/effect.ts";
import { createApiKey } from "#lib/organizations/api-keys/create.ts";
import { newApiKey } from "#lib/organizations/api-keys/key.ts";
import { drivers, testDatabase } from "../database.ts";
import { delivery } from "../webhooks/payload.ts";

// Clerk tells that somebody was removed or lowered, who has made API keys here.

const database = testDatabase();

const start = 1_790_000_000_000;

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];

  /** A team of Clerk's, of which Ada is the owner and Bob an admin with a key. */
  async function team() {
    const key = crypto.randomUUID();
    const userId = (name: string) => `user_${name}_${key}`;
    const organization = { id: `org_${key}`, name: "Team", slug: key, created_by: userId("ada") };
    const send = (type: string, data: object, at: number) =>
      recordClerkEvent(db(), ...delivery("clerk", { type, timestamp: start + at * 1_000, data }));
    const member = (name: string, role: string) => ({
      id: `orgmem_${name}_${key}`,
      role,
      organization: { ...organization, created_by: undefined },
      public_user_data: { user_id: userId(name), identifier: `${name}@acme.test` },
    });
    const tell = (
      what: "created" | "updated" | "deleted",
      name: string,
      role: string,
      at: number,
    ) => send(`organizationMembership.${what}`, member(name, role), at);
    const makeKey = async (name: string) => {
      const actor = { userId: userId(name), slug: key, ipAddress: null, userAgent: null };
      const input = { id: crypto.randomUUID(), name, scopes: ["write" as const], lifetime: 0 };
      const made = await createApiKey(db(), actor, input, await newApiKey());
      return typeof made === "string" ? made : made.id;
    };
    await send("organization.created", organization, 0);
    await tell("created", "ada", "org:admin", 1);
    await tell("created", "bob", "org:admin", 2);
    const [row] = await db()
      .select()
      .from(organizations)
      .where(eq(organizations.clerkOrganizationId, organization.id));
    const id = row?.id ?? "";
    return {
      tell,
      makeKey,
      erase: (name: string, at: number) =>
        send("user.deleted", { id: userId(name), deleted: true }, at),
      async openKeys() {
        const open = await db()
          .select()
          .from(apiKeys)
          .where(and(eq(apiKeys.organizationId, id), isNull(apiKeys.revokedAt)));
        return open.map(({ name }) => name).toSorted();
      },
      async role(name: string) {
        const [found] = await db()
          .select()
          .from(memberships)
          .where(and(eq(memberships.organizationId, id), eq(memberships.userId, userId(name))));
        return found && !found.deletedAt ? found.role : null;
      },
      trail: () =>
        db()
          .select({
            action: auditEvents.action,
            actorId: auditEvents.actorId,
            targetId: auditEvents.targetId,
          })
          .from(auditEvents)
          .where(
            and(eq(auditEvents.organizationId, id), eq(auditEvents.action, "api_key.revoked")),
          ),
    };
  }
  type Clerks = Awaited<ReturnType<typeof team>>;

  const ways: [string, (acme: Clerks) => Promise<unknown>][] = [
    ["is removed", (acme) => acme.tell("deleted", "bob", "org:admin", 9)],
    ["becomes a member", (acme) => acme.tell("updated", "bob", "org:member", 9)],
    ["deletes their account", (acme) => acme.erase("bob", 9)],
  ];
  test.each(ways)("the keys of an admin who %s at Clerk end, on record", async (_, happen) => {
    const acme = await team();
    const made = await acme.makeKey("bob");
    await acme.makeKey("ada");
    await happen(acme);
    expect(await acme.openKeys()).toEqual(["ada"]);
    expect(await acme.trail()).toEqual([
      { action: "api_key.revoked", actorId: null, targetId: made },
    ]);
    await happen(acme);
    expect(await acme.trail()).toHaveLength(1);
  });

  test("whatever the order in which Clerk tells, nobody has a key that their role does not allow", async () => {
    const told = [
      ["updated", "org:member", 5],
      ["updated", "org:admin", 6],
      ["deleted", "org:admin", 7],
    ] as const;
    const orders = [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ];
    for (const order of orders) {
      const acme = await team();
      for (const place of order) {
        const [what, role, at] = told[place] ?? told[0];
        await Promise.all([acme.makeKey("bob"), acme.tell(what, "bob", role, at)]);
        const isAllowed = ["owner", "admin"].includes((await acme.role("bob")) ?? "");
        if (!isAllowed) expect(await acme.openKeys()).toEqual([]);
      }
      expect(await acme.role("bob")).toBeNull();
      expect(await acme.openKeys()).toEqual([]);
    }
  });

  test("the keys of a person whom nobody lowered stay", async () => {
    const acme = await team();
    await acme.makeKey("bob");
    await acme.makeKey("ada");
    await acme.tell("updated", "bob", "org:admin", 8);
    await acme.tell("created", "cleo", "org:member", 9);
    expect(await acme.openKeys()).toEqual(["ada", "bob"]);
  });
});

import { eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  account,
  invitations,
  memberships,
  organizations,
  session,
  user,
  webhookEvents,
} from "#drizzle/tables.ts";
import { recordClerkEvent } from "#lib/clerk/effect.ts";
import { replayAll } from "#lib/integrations/replay.ts";
import { allLocalSecrets } from "#lib/products/environment.ts";
import { signEvent } from "#local/send.ts";
import { drivers, testDatabase } from "../../database.ts";
import { delivery } from "../payload.ts";

// What is Better Auth's stays as it is, whatever Clerk's events say of its ids.

const database = testDatabase();

const direct = () => database.on["postgres-js direct"];

/** Somebody with a password, a session and an organization of their own, as Better Auth keeps them. */
async function resident() {
  const id = crypto.randomUUID();
  await direct()
    .insert(user)
    .values({ id, name: "Mara Member", email: `${id}@acme.test`, emailVerified: true });
  await direct()
    .insert(account)
    .values({ id, accountId: id, providerId: "credential", userId: id });
  const expiresAt = new Date(Date.now() + 86_400_000);
  await direct().insert(session).values({ id, token: id, userId: id, expiresAt });
  const [team] = await direct()
    .insert(organizations)
    .values({ slug: id, name: "Own team" })
    .returning();
  if (!team) throw new Error("There is no team");
  await direct().insert(memberships).values({ organizationId: team.id, userId: id, role: "owner" });
  return { id, organizationId: team.id };
}

/** All that is kept of them. */
const kept = async ({ id, organizationId }: { id: string; organizationId: string }) => ({
  user: await direct().select().from(user).where(eq(user.id, id)),
  accounts: await direct().select().from(account).where(eq(account.userId, id)),
  sessions: await direct().select().from(session).where(eq(session.userId, id)),
  memberships: await direct().select().from(memberships).where(eq(memberships.userId, id)),
  organization: await direct()
    .select()
    .from(organizations)
    .where(eq(organizations.id, organizationId)),
});

const at = Date.now() + 60_000;

const about: Record<string, (id: string) => [string, object]> = {
  "a deletion": (id) => ["user.deleted", { object: "user", id, deleted: true }],
  "a change of name": (id) => ["user.updated", { id, first_name: "Somebody", last_name: "Else" }],
  "a creation": (id) => ["user.created", { id, first_name: "Somebody", email_addresses: [] }],
  "a membership": (id) => ["organizationMembership.created", membershipOf(id)],
  "the end of a membership": (id) => ["organizationMembership.deleted", membershipOf(id)],
};

const membershipOf = (id: string) => ({
  id: `orgmem_${id}`,
  role: "org:admin",
  organization: { id: `org_${id}`, name: "Clerk's team", slug: `org-${id}` },
  public_user_data: { user_id: id, identifier: "other@acme.test", first_name: "Somebody" },
});

describe.each(drivers)("on %s", (driver) => {
  const send = (type: string, data: object) =>
    recordClerkEvent(database.on[driver], ...delivery("clerk", { type, timestamp: at, data }));

  test.each(Object.keys(about))(
    "%s of Clerk about a person of Better Auth is ignored and says why",
    async (what) => {
      const person = await resident();
      const before = await kept(person);
      const [type, data] = about[what]?.(person.id) ?? ["", {}];
      expect(await send(type, data)).toMatchObject({
        outcome: "ignored",
        reason: "another provider keeps this person",
      });
      expect(await kept(person)).toEqual(before);
      const stub = eq(organizations.clerkOrganizationId, `org_${person.id}`);
      expect(await direct().$count(organizations, stub)).toBe(0);
    },
  );

  test("an organization of Clerk comes without the creator whom another provider keeps", async () => {
    const person = await resident();
    const before = await kept(person);
    const id = `org_${person.id}`;
    const made = { id, name: "Made", slug: `made-${person.id}`, created_by: person.id };
    expect(await send("organization.created", made)).toMatchObject({ outcome: "applied" });
    expect(await kept(person)).toEqual(before);
  });

  test("events of Clerk that name one of our own organizations leave it as it is", async () => {
    const person = await resident();
    const before = await kept(person);
    const id = person.organizationId;
    await send("organization.updated", { id, name: "Taken over", slug: `over-${id}` });
    await send("organization.deleted", { id, deleted: true });
    await send("organizationInvitation.created", {
      id: `orginv_${id}`,
      email_address: "new@acme.test",
      organization_id: id,
      role: "org:admin",
    });
    expect(await kept(person)).toEqual(before);
    expect(await direct().$count(invitations, eq(invitations.organizationId, id))).toBe(0);
  });
});

describe("through the route", () => {
  beforeEach(() => {
    vi.stubEnv("DATABASE_URL", database.pooled);
    vi.stubEnv("DATABASE_URL_READ", database.read);
    for (const [name, value] of Object.entries(allLocalSecrets)) vi.stubEnv(name, value);
    vi.spyOn(console, "log").mockImplementation(() => {});
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });

  test("a deletion signed by Clerk erases nobody of Better Auth, nor does its replay", async () => {
    const person = await resident();
    const before = await kept(person);
    const event = { type: "user.deleted", timestamp: at, data: { id: person.id, deleted: true } };
    const signed = signEvent("clerk", event, allLocalSecrets.CLERK_WEBHOOK_SIGNING_SECRET);
    const { POST } = await import("#app/api/webhooks/clerk/route.ts");
    const request = new Request("http://localhost/api/webhooks/clerk", {
      method: "POST",
      ...signed,
    });
    const answer = await POST(request);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ outcome: "ignored" });
    // As one that came before this was so, and was taken for applied.
    await direct().execute(sql`update ${webhookEvents} set outcome = 'applied'`);
    await replayAll(direct());
    expect(await kept(person)).toEqual(before);
  });
});

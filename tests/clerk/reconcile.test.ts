import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { memberships, organizations, reconcileMisses, user } from "#drizzle/tables.ts";
import { clerkSource } from "#lib/clerk/reconcile/source.ts";
import { replay } from "#lib/integrations/replay.ts";
import { allLocalSecrets } from "#lib/products/environment.ts";
import { type ReconcileOptions, reconcile } from "#lib/webhooks/reconcile/reconcile.ts";
import { configuredSources, sourcesOf } from "#lib/webhooks/reconcile/sources.ts";
import { type ClerkStandIn, startClerk } from "#local/clerk/server.ts";
import { testDatabase } from "#tests/database.ts";
import { startApp } from "../webhooks/app.ts";

const database = testDatabase({ per: "test" });
let app: Awaited<ReturnType<typeof startApp>>;
let clerk: ClerkStandIn;
const db = () => database.on["postgres-js pooled"];

beforeEach(async () => {
  app = await startApp(db());
  const secret = allLocalSecrets.CLERK_WEBHOOK_SIGNING_SECRET;
  clerk = await startClerk({ webhook: { url: app.url("clerk"), secret } });
});
afterEach(async () => {
  await clerk.close();
  app.close();
});

async function run(options: Partial<ReconcileOptions> = {}) {
  const { signal } = new AbortController();
  const environment = { CLERK_SECRET_KEY: clerk.secretKey, CLERK_API_URL: clerk.url };
  const sources = sourcesOf(
    configuredSources([clerkSource], environment, { signal, say: () => {} }),
  );
  const report = await reconcile({ replay, databaseUrl: database.pooled, sources, ...options });
  const counts = Object.fromEntries(
    report.resources.map((resource) => [resource.resource, resource.counts]),
  );
  return { ...report, counts };
}

const person = async (id: string) => {
  const [row] = await db().select().from(user).where(eq(user.id, id));
  return row;
};
const team = async (id: string) => {
  const [row] = await db()
    .select()
    .from(organizations)
    .where(eq(organizations.clerkOrganizationId, id));
  return row;
};
const membership = async (id: string) => {
  const [row] = await db().select().from(memberships).where(eq(memberships.clerkMembershipId, id));
  return row;
};

/** A team of three, as Clerk has it, and whatever the app was told of it. */
async function addTeam() {
  const [owner, member, other] = ["Owner", "Member", "Other"].map((firstName) =>
    clerk.lifecycle.addUser({ firstName }),
  );
  if (!owner || !member || !other) throw new Error("unreachable");
  const organization = clerk.lifecycle.addOrganization({ name: "A team", createdBy: owner.id });
  const joined = [member, other].map(({ id }) =>
    clerk.lifecycle.addMembership({ organizationId: organization.id, userId: id }),
  );
  await clerk.settle();
  return { owner, member, other, organization, joined: joined.map(({ id }) => id) };
}

describe("what webhooks lost", () => {
  test("is found again although one of the objects cannot be read, which is told of", async () => {
    app.lose();
    const { owner, member, other } = await addTeam();
    const unread = clerk.store.users.get(member.id);
    if (!unread) throw new Error("The stand-in has this person");
    Reflect.deleteProperty(unread, "updated_at");
    const lines: string[] = [];
    const { counts, isFailed } = await run({ say: (line) => lines.push(line) });
    expect(isFailed).toBe(true);
    expect(counts).toMatchObject({
      users: { seen: 3, repaired: 2, failed: 1 },
      organizations: { seen: 1, repaired: 1 },
    });
    expect(lines.filter((line) => line.includes(`users ${member.id}`))).toHaveLength(1);
    expect(await person(other.id)).toMatchObject({ name: "Other" });
    expect(await person(owner.id)).toMatchObject({ name: "Owner" });
  });

  test("is found again: people, their team, and who owns it", async () => {
    app.lose();
    const { owner, member, organization } = await addTeam();
    const { counts, isFailed } = await run();
    expect(isFailed).toBe(false);
    expect(counts).toMatchObject({
      users: { seen: 3, repaired: 3 },
      organizations: { seen: 1, repaired: 1 },
      memberships: { seen: 3, repaired: 3 },
    });
    expect(await person(member.id)).toMatchObject({ firstName: "Member", emailVerified: true });
    const made = await team(organization.id);
    expect(made).toMatchObject({ name: "A team", slug: organization.slug });
    const [first] = await db().select().from(memberships).where(eq(memberships.userId, owner.id));
    expect(first).toMatchObject({ organizationId: made?.id, role: "owner", deletedAt: null });
  });

  test("is found again of a team that was made in the dashboard by people without addresses", async () => {
    app.lose();
    const { id: organizationId } = clerk.lifecycle.addOrganization({ name: "A team" });
    const ada = clerk.lifecycle.addUser({ email: null, username: "ada99" });
    const bob = clerk.lifecycle.addUser({ email: null, phone: "+15550001" });
    const [first, second] = [ada, bob].map(({ id: userId }) =>
      clerk.lifecycle.addMembership({ organizationId, userId, role: "org:admin" }),
    );
    expect((await run()).isFailed).toBe(false);
    expect(await person(ada.id)).toMatchObject({ name: "ada99", email: null });
    expect(await person(bob.id)).toMatchObject({ name: "+15550001", email: null });
    expect(await membership(first?.id ?? "")).toMatchObject({ role: "owner" });
    expect(await membership(second?.id ?? "")).toMatchObject({ role: "owner" });
  });

  test("is found again when it is a change: a name, a role", async () => {
    const { member, organization, joined } = await addTeam();
    app.lose();
    clerk.lifecycle.changeUser(member.id, { first_name: "Renamed" });
    clerk.lifecycle.changeOrganization(organization.id, { name: "Another name" });
    clerk.lifecycle.changeRole(joined[0] ?? "", "org:admin");
    await clerk.settle();
    const { counts } = await run({ since: new Date(Date.now() - 60_000) });
    expect(counts).toMatchObject({
      users: { repaired: 1 },
      organizations: { repaired: 1 },
      memberships: { repaired: 1 },
    });
    expect(await person(member.id)).toMatchObject({ firstName: "Renamed" });
    expect(await team(organization.id)).toMatchObject({ name: "Another name" });
    expect(await membership(joined[0] ?? "")).toMatchObject({ role: "admin" });
  });

  test("is repaired once: a second run changes nothing, not even versions", async () => {
    const { member } = await addTeam();
    app.lose();
    clerk.lifecycle.changeUser(member.id, { first_name: "Renamed" });
    await clerk.settle();
    const rows = async () => [
      await db().select().from(user),
      await db().select().from(organizations),
      await db().select().from(memberships),
    ];
    await run();
    const before = await rows();
    await run();
    expect(await rows()).toEqual(before);
  });
});

describe("what is newer stays", () => {
  test("a webhook that arrives while the answer is on its way wins, and later ones are taken", async () => {
    app.lose();
    const { member } = await addTeam();
    app.lose(false);
    const environment = { CLERK_SECRET_KEY: clerk.secretKey, CLERK_API_URL: clerk.url };
    const { signal } = new AbortController();
    const all = sourcesOf(configuredSources([clerkSource], environment, { signal, say: () => {} }));
    await run({
      sources: (its) =>
        all(its).map((source) =>
          source.name === "users" && "page" in source
            ? {
                ...source,
                async page(cursor, since) {
                  const page = await source.page(cursor, since);
                  clerk.lifecycle.changeUser(member.id, { first_name: "Newer" });
                  await clerk.settle();
                  return page;
                },
              }
            : source,
        ),
    });
    expect(await person(member.id)).toMatchObject({ firstName: "Newer" });
    clerk.lifecycle.changeUser(member.id, { first_name: "Newest" });
    await clerk.settle();
    expect(await person(member.id)).toMatchObject({ firstName: "Newest" });
  });
});

describe("what is gone at Clerk", () => {
  test("ends on the second run that misses it: a person and their membership", async () => {
    const { member, other, joined } = await addTeam();
    app.lose();
    clerk.lifecycle.deleteUser(member.id);
    await clerk.settle();
    expect((await run()).counts).toMatchObject({
      users: { missing: 1 },
      memberships: { missing: 1 },
    });
    expect(await person(member.id)).toMatchObject({ firstName: "Member", deletedAt: null });

    // Their membership ends with them, and so is not missing any more.
    expect((await run()).counts).toMatchObject({ users: { gone: 1 }, memberships: { missing: 0 } });
    const gone = await person(member.id);
    expect(gone).toMatchObject({ name: "", firstName: null, email: null });
    expect(gone?.deletedAt).not.toBeNull();
    expect((await membership(joined[0] ?? ""))?.deletedAt).not.toBeNull();
    expect(await person(other.id)).toMatchObject({ firstName: "Other", deletedAt: null });
    expect(await db().$count(reconcileMisses)).toBe(0);
  });

  test("a team ends too, and somebody who left and came back stays", async () => {
    const { member, organization, joined } = await addTeam();
    const second = clerk.lifecycle.addOrganization({ name: "Second", createdBy: member.id });
    await clerk.settle();
    app.lose();
    clerk.lifecycle.deleteOrganization(second.id);
    clerk.lifecycle.deleteMembership(joined[0] ?? "");
    const again = clerk.lifecycle.addMembership({
      organizationId: organization.id,
      userId: member.id,
    });
    await clerk.settle();
    await run();
    await run();
    expect((await team(second.id))?.deletedAt).not.toBeNull();
    expect(await membership(again.id)).toMatchObject({ deletedAt: null });
    expect(await team(organization.id)).toMatchObject({ name: "A team", deletedAt: null });
  });

  test("people of Better Auth are none of Clerk's, and are never missed", async () => {
    await addTeam();
    await db().insert(user).values({ id: "own", email: "own@acme.test", provider: "better-auth" });
    for (let count = 0; count < 2; count++) await run();
    expect(await person("own")).toMatchObject({ deletedAt: null });
  });

  test("an answer of 401 or an empty list ends nobody", async () => {
    const { member } = await addTeam();
    clerk.refuse({ status: 401, times: 100 });
    for (let count = 0; count < 2; count++) expect((await run()).isFailed).toBe(true);
    clerk.refuse({ status: 401, times: 0 });
    clerk.store.users.clear();
    for (let count = 0; count < 2; count++) expect((await run()).isFailed).toBe(true);
    expect(await person(member.id)).toMatchObject({ firstName: "Member", deletedAt: null });
  });
});

import { eq, sql } from "drizzle-orm";
import postgres from "postgres";
import { describe, expect, test, vi } from "vitest";
import { auditEvents, memberships, organizations, user } from "#drizzle/tables.ts";
import { foundOrganization } from "#lib/organizations/create-organization.ts";
import { ensureFirstOrganization } from "#lib/organizations/first-organization.ts";
import { organizationNameSchema } from "#lib/organizations/forms.ts";
import { organizationsOfPerson } from "#lib/organizations/quotas.ts";
import { slugSchema } from "#lib/organizations/slug.ts";
import { purgeOrganizations } from "#lib/purge/purge.ts";
import { drivers, testDatabase } from "../database.ts";

const database = testDatabase();

/**
 * Holds the row of a user until at least two of the calls wait for it: then each has read what was
 * there before any of them wrote.
 */
async function whileLocked<Result>(userId: string, calls: () => Promise<Result>[]) {
  const sql = postgres(database.direct, { max: 2, onnotice: () => {} });
  try {
    let results: Promise<Result[]> | undefined;
    await sql.begin(async (locking) => {
      await locking`select from "user" where id = ${userId} for update`;
      results = Promise.all(calls());
      await vi.waitFor(async () => {
        const waiting = await sql`select from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`;
        expect(waiting.length).toBeGreaterThan(1);
      });
    });
    return (await results) ?? [];
  } finally {
    await sql.end();
  }
}

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];
  const outcome = (userId: string) => ensureFirstOrganization(db(), { userId, provider: "clerk" });
  /** The address that they are led to. */
  const ensure = async (userId: string) => (await outcome(userId)).slug;

  async function person(name: string) {
    const id = crypto.randomUUID();
    await db().insert(user).values({ id, name, provider: "clerk" });
    return id;
  }

  const membershipsOf = (userId: string) =>
    db()
      .select({ slug: organizations.slug, name: organizations.name, role: memberships.role })
      .from(memberships)
      .innerJoin(organizations, eq(organizations.id, memberships.organizationId))
      .where(eq(memberships.userId, userId));

  test("somebody new owns an organization of their name, however often they come", async () => {
    const id = await person(`Zoë O’Neill ${driver}`);
    const slug = `zoe-oneill-${driver.replace(" ", "-")}s-organization`;
    expect(await ensure(id)).toBe(slug);
    expect(await ensure(id)).toBe(slug);
    const name = `Zoë O’Neill ${driver}'s organization`;
    expect(await membershipsOf(id)).toEqual([{ slug, name, role: "owner" }]);
  });

  test("the audit trail tells of a first organization once, and its address is kept", async () => {
    const ids = [await person(`Grace ${driver}`), await person(`Grace ${driver}`)];
    const [first] = await Promise.all([...ids, ...ids].map(ensure));
    for (const id of ids) {
      const told = await db().select().from(auditEvents).where(eq(auditEvents.actorId, id));
      expect(told).toMatchObject([{ action: "organization.created", targetType: "organization" }]);
    }
    await db().execute(
      sql`update organizations set slug = gen_random_uuid() where slug = ${first}::text`,
    );
    expect(await ensure(await person(`Grace ${driver}`))).not.toBe(first);
  });

  test("somebody whose name and row have not arrived yet gets both", async () => {
    const id = crypto.randomUUID();
    expect(await ensure(id)).toMatch(/^my-organization(-[0-9a-f]{8})?$/);
    const [row] = await db().select().from(user).where(eq(user.id, id));
    expect(row).toMatchObject({ provider: "clerk", name: "", eventAt: "-infinity" });
    expect(await membershipsOf(id)).toMatchObject([{ name: "My organization", role: "owner" }]);
  });

  test("what is known of a user stays as it is", async () => {
    const id = crypto.randomUUID();
    const values = { id, name: "Ada", email: "ada@example.test", provider: "clerk" };
    await db()
      .insert(user)
      .values({ ...values, eventAt: "2026-01-02T03:04:05Z", eventRank: 2 });
    const before = await db().select().from(user).where(eq(user.id, id));
    await ensure(id);
    expect(await db().select().from(user).where(eq(user.id, id))).toEqual(before);
  });

  test("20 calls at once make one organization", async () => {
    const id = await person("");
    const found = await whileLocked(id, () => Array.from({ length: 20 }, () => ensure(id)));
    expect(new Set(found).size).toBe(1);
    expect(await membershipsOf(id)).toEqual([
      { slug: found[0], name: "My organization", role: "owner" },
    ]);
  });

  test("20 people of one name at once get an organization each", async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, () => person(`Ada ${driver}`)));
    const found = await Promise.all(ids.map(ensure));
    expect(new Set(found).size).toBe(20);
    for (const id of ids) expect(await membershipsOf(id)).toHaveLength(1);
  });

  test("a member of an organization is shown there, and founds none", async () => {
    const owner = await person("Owner");
    const slug = await ensure(owner);
    const member = await person("Member");
    await db().execute(sql`
      insert into memberships (organization_id, user_id)
      select id, ${member}::text from organizations where slug = ${slug}::text`);
    expect(await ensure(member)).toBe(slug);
    expect(await membershipsOf(member)).toMatchObject([{ slug, role: "member" }]);
  });

  test("somebody who left their organization, or whose organization is gone, gets another", async () => {
    const id = await person("Leaver");
    const first = await ensure(id);
    const past = new Date();
    await db().update(memberships).set({ deletedAt: past }).where(eq(memberships.userId, id));
    const second = await ensure(id);
    expect(second).not.toBe(first);
    expect(await ensure(id)).toBe(second);
    await db().update(organizations).set({ deletedAt: past }).where(eq(organizations.slug, second));
    const third = await ensure(id);
    expect([first, second]).not.toContain(third);
    expect(await ensure(id)).toBe(third);
  });

  test("nobody is led into an organization that was deleted, left or made by somebody else", async () => {
    const id = await person("Purged");
    const other = await person("Somebody else");
    const led = new Set<string>();
    for (let round = 0; round < 3; round++) {
      const slug = await ensure(id);
      expect(await membershipsOf(id)).toMatchObject([{ slug, role: "owner" }]);
      const [home] = await db().select().from(organizations).where(eq(organizations.slug, slug));
      expect(led).not.toContain(home?.id);
      led.add(home?.id ?? "");
      expect(home?.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-/);
      const now = new Date();
      const purged = { deletedAt: now, purgeAfter: now };
      await db().update(organizations).set(purged).where(eq(organizations.slug, slug));
      await purgeOrganizations(db());
      expect(await membershipsOf(id)).toEqual([]);
      // What the next id was when it followed from the person and how many memberships they had.
      const next = sql`md5('first organization of ' || ${id}::text || ' after 0')::uuid`;
      await db().execute(sql`
        with trap as (
          insert into organizations (id, slug, name) values (${next}, gen_random_uuid()::text, 'Trap')
          on conflict (id) do nothing returning id
        )
        insert into memberships (organization_id, user_id, role)
        select id, ${other}::text, 'owner' from trap`);
    }
  });

  test("each brings credits, so nobody makes more than a few a day, by this way or another", async () => {
    const id = await person("Many");
    const founder = { userId: id, ipAddress: null, userAgent: null };
    const make = () =>
      foundOrganization(db(), founder, { id: crypto.randomUUID(), name: "One more" });
    const made = [await outcome(id)];
    for (let n = 1; n < organizationsOfPerson.quota + 1; n++) made.push(await make());
    expect(made.map((acted) => acted.outcome)).toEqual([
      ...Array(organizationsOfPerson.quota).fill("done"),
      "too_many_organizations",
    ]);
    expect(made.at(-1)?.retryAfter).toBeGreaterThan(3_600);
    await db().update(memberships).set({ deletedAt: new Date() }).where(eq(memberships.userId, id));
    expect(await outcome(id)).toMatchObject({ outcome: "too_many_organizations" });
    expect(await membershipsOf(id)).toHaveLength(organizationsOfPerson.quota);
  });

  test("a deleted user gets nothing", async () => {
    const id = crypto.randomUUID();
    await db().insert(user).values({ id, provider: "clerk", deletedAt: new Date() });
    expect(await outcome(id)).toEqual({ outcome: "unauthenticated", slug: "" });
    expect(await membershipsOf(id)).toEqual([]);
  });

  test.each([
    ["李小龍", "李小龍's organization", /^li-xiao-longs-organization/],
    ["Łucja Straße", "Łucja Straße's organization", /^lucja-strasses-organization/],
    ["'", "''s organization", /^my-organization/],
    ["-- ;", "-- ;'s organization", /^my-organization/],
    ["🚀", "🚀's organization", /^my-organization/],
    ["𝒜𝒹𝒶", "𝒜𝒹𝒶's organization", /^adas-organization/],
    ["\u0007", "My organization", /^my-organization/],
    ["+15550001234", "My organization", /^my-organization/],
    ["x".repeat(300), `${"x".repeat(84)}…'s organization`, /^x{39,48}/],
    [`${"x".repeat(83)}👩‍👩‍👧‍👧 and more`, `${"x".repeat(83)}…'s organization`, /^x{39,48}/],
  ])(
    "a first organization of %j is called %j, and the app takes both",
    async (personName, name, slug) => {
      const id = await person(personName);
      const found = await ensure(id);
      expect(found).toMatch(slug);
      expect(slugSchema.parse(found)).toBe(found);
      expect(await membershipsOf(id)).toMatchObject([{ name }]);
      expect(organizationNameSchema.parse(name)).toBe(name);
    },
  );
});

import { eq, sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { auditEvents, memberships, organizations, user } from "#lib/db/schema.ts";
import { ensureFirstOrganization } from "#lib/organizations/create.ts";
import { createDatabase, drivers, type TestDatabase } from "../database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

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
  const ensure = (userId: string) => ensureFirstOrganization(db(), { userId, provider: "clerk" });

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
    expect(await ensure(id)).toEqual({ slug });
    expect(await ensure(id)).toEqual({ slug });
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
    const slug = first?.slug ?? "";
    await db().execute(
      sql`update organizations set slug = gen_random_uuid() where slug = ${slug}::text`,
    );
    const third = await ensure(await person(`Grace ${driver}`));
    expect(third?.slug).not.toBe(slug);
  });

  test("somebody whose name and row have not arrived yet gets both", async () => {
    const id = crypto.randomUUID();
    const found = await ensure(id);
    expect(found?.slug).toMatch(/^my-organization(-[0-9a-f]{8})?$/);
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
    expect(new Set(found.map((organization) => organization?.slug)).size).toBe(1);
    expect(await membershipsOf(id)).toEqual([
      { slug: found[0]?.slug, name: "My organization", role: "owner" },
    ]);
  });

  test("20 people of one name at once get an organization each", async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, () => person(`Ada ${driver}`)));
    const found = await Promise.all(ids.map(ensure));
    expect(new Set(found.map((organization) => organization?.slug)).size).toBe(20);
    for (const id of ids) expect(await membershipsOf(id)).toHaveLength(1);
  });

  test("a member of an organization is shown there, and founds none", async () => {
    const owner = await person("Owner");
    const { slug } = (await ensure(owner)) ?? { slug: "" };
    const member = await person("Member");
    await db().execute(sql`
      insert into memberships (organization_id, user_id)
      select id, ${member}::text from organizations where slug = ${slug}::text`);
    expect(await ensure(member)).toEqual({ slug });
    expect(await membershipsOf(member)).toMatchObject([{ slug, role: "member" }]);
  });

  test("somebody who left their organization, or whose organization is gone, gets another", async () => {
    const id = await person("Leaver");
    const first = await ensure(id);
    const past = new Date();
    await db().update(memberships).set({ deletedAt: past }).where(eq(memberships.userId, id));
    const second = await ensure(id);
    expect(second?.slug).not.toBe(first?.slug);
    expect(await ensure(id)).toEqual(second);
    await db()
      .update(organizations)
      .set({ deletedAt: past })
      .where(eq(organizations.slug, second?.slug ?? ""));
    const third = await ensure(id);
    expect([first?.slug, second?.slug]).not.toContain(third?.slug);
    expect(await ensure(id)).toEqual(third);
  });

  test("a deleted user gets nothing", async () => {
    const id = crypto.randomUUID();
    await db().insert(user).values({ id, provider: "clerk", deletedAt: new Date() });
    expect(await ensure(id)).toBeNull();
    expect(await membershipsOf(id)).toEqual([]);
  });

  test.each(["李小龍", "'", "-- ;", "𝒜𝒹𝒶", "x".repeat(300)])(
    "the name %j gives a slug that fits a URL",
    async (name) => {
      const found = await ensure(await person(name));
      expect(found?.slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(found?.slug.length).toBeLessThan(64);
    },
  );
});

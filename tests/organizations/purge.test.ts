import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import * as z from "zod/mini";
import { GET } from "#app/api/cron/route.ts";
import { auditEvents, organizations, user, webhookEvents } from "#drizzle/tables.ts";
import { type Database, rows } from "#lib/db/database.ts";
import { deleteOrganization } from "#lib/organizations/delete.ts";
import { purgeOrganizations } from "#lib/purge/purge.ts";
import { tenantTables } from "#lib/purge/tenant-tables.ts";
import { drivers, testDatabase } from "../database.ts";
import { insertTenant } from "../drizzle/schema/tenant.ts";
import { useDatabase } from "../identity/visitor.ts";
import { appUrl, team } from "./team.ts";

const database = testDatabase();
beforeAll(async () => {
  useDatabase(database);
  vi.stubEnv("CRON_SECRET", "a-secret-of-the-cron");
});
afterAll(() => {
  vi.unstubAllEnvs();
});

const counted = z.object({ name: z.string(), count: z.number() });

/** How many rows an organization has in each table that names its organization. */
async function census(db: Database, id: string): Promise<Record<string, number>> {
  const tables = await rows(
    db,
    sql`select table_name as name from information_schema.columns
      join information_schema.tables using (table_schema, table_name)
      where column_name = 'organization_id' and table_schema = 'public' and table_type = 'BASE TABLE'`,
    (row) => String(row.name),
  );
  const counts = tables.map(
    (name) => sql`select ${name}::text as name, count(*)::integer as count
      from ${sql.identifier(name)} where organization_id = ${id}::uuid`,
  );
  const found = await rows(db, sql.join(counts, sql` union all `), (row) => counted.parse(row));
  return Object.fromEntries(found.map(({ name, count }) => [name, count]));
}

const total = (counts: Record<string, number>) =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];

  /** An organization with a row in every table, whose grace is over. */
  async function overdue() {
    const tenant = await insertTenant(db());
    const { organizationId } = tenant;
    const event = { provider: "polar", eventId: organizationId, type: "t", body: "{}" } as const;
    await db()
      .insert(webhookEvents)
      .values({ ...event, organizationId, outcome: "applied" });
    await db()
      .update(organizations)
      .set({ deletedAt: sql`now()`, purgeAfter: sql`now()` })
      .where(eq(organizations.id, tenant.organizationId));
    return tenant;
  }
  const isThere = async (id: string) =>
    (await db().select().from(organizations).where(eq(organizations.id, id))).length > 0;

  test("nothing of an organization is left once its grace is over, and its people stay", async () => {
    const { organizationId, userId } = await overdue();
    const kept = await insertTenant(db());
    const before = await census(db(), kept.organizationId);
    const had = await census(db(), organizationId);
    expect(Object.keys(had).toSorted()).toEqual(tenantTables.toSorted());
    expect(Object.entries(had).filter(([, count]) => count === 0)).toEqual([]);
    const purged = await purgeOrganizations(db(), { batch: 2 });
    expect(purged).toEqual({ organizations: 1, rows: total(had), failed: 0, isDone: true });
    expect(total(await census(db(), organizationId))).toBe(0);
    expect(await isThere(organizationId)).toBe(false);
    expect(await census(db(), kept.organizationId)).toEqual(before);
    expect(await db().select().from(user).where(eq(user.id, userId))).toHaveLength(1);
  });

  test("an organization in its grace loses nothing, and its history cannot be changed", async () => {
    const acme = await team(db());
    await deleteOrganization(db(), acme.owner, { name: "A team", appUrl });
    expect(await purgeOrganizations(db())).toEqual({
      organizations: 0,
      rows: 0,
      failed: 0,
      isDone: true,
    });
    expect(await acme.acts()).toEqual(["organization.deleted"]);
    const ofTeam = eq(auditEvents.organizationId, acme.id);
    await expect(db().delete(auditEvents).where(ofTeam)).rejects.toThrow();
    await expect(db().update(auditEvents).set({ action: "x" }).where(ofTeam)).rejects.toThrow();
    expect(await acme.acts()).toEqual(["organization.deleted"]);
  });

  test("what was broken off is gone on with", async () => {
    const { organizationId } = await overdue();
    const had = total(await census(db(), organizationId));
    const broken = await purgeOrganizations(db(), { signal: AbortSignal.abort() });
    expect(broken).toEqual({ organizations: 0, rows: 0, failed: 0, isDone: false });
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 5);
    const first = await purgeOrganizations(db(), { batch: 1, signal: controller.signal });
    const second = await purgeOrganizations(db(), { batch: 1 });
    expect(first.rows + second.rows).toBe(had);
    expect(first.organizations + second.organizations).toBe(1);
    expect(await isThere(organizationId)).toBe(false);
  });

  test("any number at once erase everything once", async () => {
    const ids = [];
    for (let made = 0; made < 4; made++) ids.push((await overdue()).organizationId);
    const all = await Promise.all(ids.map((id) => census(db(), id)));
    const runs = await Promise.all(
      Array.from({ length: 5 }, () => purgeOrganizations(db(), { batch: 1 })),
    );
    runs.push(await purgeOrganizations(db()));
    const had = all.map(total).reduce((sum, count) => sum + count, 0);
    expect(runs.reduce((sum, run) => sum + run.rows, 0)).toBe(had);
    expect(runs.reduce((sum, run) => sum + run.organizations, 0)).toBe(4);
    for (const id of ids) expect(await isThere(id)).toBe(false);
  });

  test("one that cannot be erased is told of, and keeps no other waiting", async () => {
    const [stuck, other] = [await overdue(), await overdue()];
    await db().execute(sql`create function be_stuck() returns trigger language plpgsql as $$
      begin raise 'stuck'; end $$`);
    await db().execute(sql`create trigger be_stuck before delete on organizations for each row
      when (old.id = '${sql.raw(stuck.organizationId)}') execute function be_stuck()`);
    const told = vi.spyOn(console, "error").mockImplementation(() => {});
    try {
      const purged = await purgeOrganizations(db());
      expect(purged).toMatchObject({ organizations: 1, failed: 1, isDone: false });
      expect(await isThere(other.organizationId)).toBe(false);
      const line: unknown = JSON.parse(String(told.mock.calls[0]?.[0]));
      const { organizationId } = stuck;
      expect(line).toMatchObject({ event: "organization_not_purged", organizationId });
    } finally {
      told.mockRestore();
      await db().execute(sql`drop function be_stuck() cascade`);
    }
    expect(await purgeOrganizations(db())).toMatchObject({ organizations: 1, isDone: true });
  });

  test("the cron erases, and says how much; a stranger does not", async () => {
    vi.spyOn(console, "log").mockImplementation(() => {});
    const { organizationId } = await overdue();
    const call = (headers = {}) => GET(new Request(`${appUrl}/api/cron?job=purge`, { headers }));
    expect((await call()).status).toBe(401);
    expect(await isThere(organizationId)).toBe(true);
    const response = await call({ authorization: "Bearer a-secret-of-the-cron" });
    expect(await response.json()).toMatchObject({
      jobs: { purge: { organizations: 1, isDone: true } },
    });
    expect(await isThere(organizationId)).toBe(false);
    vi.restoreAllMocks();
  });
});

import { eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { apiUsage, usageHours } from "#drizzle/tables.ts";
import { drivers, testDatabase } from "#tests/database.ts";
import { day, hour, newTenant, sealAt, spendAt, sumsAt } from "./tenant.ts";

const database = testDatabase();

// Noon, so that every hour below is of one day.
const noon = new Date(Date.UTC(new Date().getUTCFullYear() - 1, 4, 15, 12));
const at = (hours: number) => new Date(noon.getTime() + hours * hour);

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];

  test("rows that are imported with their sum of credits are calls of their days, keys and hours", async () => {
    const tenant = await newTenant(db());
    const row = { organizationId: tenant.id, creditsUsed: 10 };
    await db()
      .insert(apiUsage)
      .values([
        { ...row, createdAt: at(-24), totalUsed: 10 },
        { ...row, createdAt: at(0), totalUsed: 20, apiKeyId: "key" },
        // At the same moment.
        { ...row, createdAt: at(0), totalUsed: 30, apiKeyId: "key" },
      ]);
    await spendAt(db(), tenant.id, 5, at(1), "key");
    const start = new Date(at(-24).getTime() - 12 * hour);
    expect(await sumsAt(db(), tenant.id, start, at(1))).toMatchObject({
      days: [
        { starts: start, calls: 1, credits: 10 },
        { starts: new Date(start.getTime() + day), calls: 3, credits: 25 },
      ],
      keys: [
        { apiKeyId: "key", calls: 3, credits: 25 },
        { apiKeyId: null, calls: 1, credits: 10 },
      ],
    });
    await sealAt(db(), at(3));
    const hours = await db()
      .select({ hour: usageHours.hour, credits: usageHours.creditsUsed, calls: usageHours.calls })
      .from(usageHours)
      .where(eq(usageHours.organizationId, tenant.id))
      .orderBy(usageHours.hour);
    expect(hours).toEqual([
      { hour: at(-24), credits: 10, calls: 1 },
      { hour: at(0), credits: 20, calls: 2 },
      { hour: at(1), credits: 5, calls: 1 },
    ]);
  });

  test("a row that names a key without the sums of it is refused when it has all others", async () => {
    const tenant = await newTenant(db());
    const row = { organizationId: tenant.id, creditsUsed: 1, totalUsed: 1, totalCalls: 1 };
    await expect(
      db()
        .insert(apiUsage)
        .values({ ...row, apiKeyId: "key" }),
    ).rejects.toThrow();
    await db().insert(apiUsage).values(row);
    expect(await db().$count(apiUsage, sql`organization_id = ${tenant.id}::uuid`)).toBe(1);
  });
});

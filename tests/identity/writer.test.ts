import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { rateLimits } from "#drizzle/tables.ts";
import { refuseMany } from "#lib/identity/writer.ts";
import { requestsOfPerson } from "#lib/quotas/requests.ts";
import { drivers, testDatabase } from "../database.ts";
import { useDatabase } from "./visitor.ts";

const database = testDatabase();
beforeAll(() => useDatabase(database));

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];

  test("a person who has sent too many forms is told when to go on", async () => {
    const userId = crypto.randomUUID();
    expect(await refuseMany(db(), userId)).toBeUndefined();
    const fullAt = sql`now() + make_interval(secs => ${requestsOfPerson.window + 20}::float)`;
    await db()
      .update(rateLimits)
      .set({ fullAt })
      .where(sql`bucket = ${`person:${userId}`}`);
    const refused = await refuseMany(db(), userId);
    expect(refused).toMatchObject({ status: 429, code: "rate_limited" });
    expect(Number(refused?.headers?.get("retry-after"))).toBeGreaterThan(0);
  });
});

import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { rateLimits } from "#drizzle/tables.ts";
import { ownSession, sessionOf } from "#lib/account/better-auth/door.ts";
import { requestsOfPerson } from "#lib/quotas/requests.ts";
import { drivers, testDatabase } from "../database.ts";
import { appUrl, useDatabase, Visitor } from "../identity/visitor.ts";

const database = testDatabase();
const visitor = new Visitor();
let userId = "";
beforeAll(async () => {
  useDatabase(database);
  await visitor.signUp();
  userId = (await visitor.whoAmI())?.id ?? "";
});

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];
  const asked = () => ({ db: db(), request: new Request(appUrl, { headers: visitor.headers }) });

  test("a form of the account counts for its person, who is told when to go on", async () => {
    expect(await sessionOf(asked())).toMatchObject({ userId });
    const fullAt = sql`now() + make_interval(secs => ${requestsOfPerson.window + 20}::float)`;
    await db()
      .update(rateLimits)
      .set({ fullAt })
      .where(sql`bucket = ${`person:${userId}`}`);
    await expect(sessionOf(asked())).rejects.toMatchObject({
      code: "rate_limited",
      retryAfter: expect.toSatisfy((seconds) => seconds > 0),
    });
    await db().delete(rateLimits);
  });

  test("a form of the account that needs a session is taken from nobody without one", async () => {
    const nobody = { db: db(), request: new Request(appUrl) };
    expect(await sessionOf(nobody)).toBeNull();
    await expect(ownSession(nobody)).rejects.toMatchObject({ code: "unauthenticated" });
  });
});

import { eq } from "drizzle-orm";
import { describe, expect, test, vi } from "vitest";
import { campaignSends, subscribeRequests } from "#drizzle/tables.ts";
import { removeUnconfirmed } from "#lib/products/newsletter/public/subscribe/remove-unconfirmed.ts";
import { drivers, testDatabase } from "../../../database.ts";
import { audience } from "./audience.ts";

vi.stubEnv("NEWSLETTER_SECRET", "a secret of thirty-two characters");
const database = testDatabase();
const daysAgo = (days: number) => new Date(Date.now() - days * 24 * 60 * 60 * 1_000);

describe.each(drivers)("on %s", (driver) => {
  test("people who never confirmed are forgotten after 30 days, and nobody else", async () => {
    const db = database.on[driver];
    const team = await audience(db);
    const list = await team.list("Monthly");
    const { organizationId } = team;
    const asked = async (id: string, days: number, confirmed = false) => {
      const requestId = crypto.randomUUID();
      await db.insert(subscribeRequests).values({
        ...{ id: requestId, organizationId, subscriberId: id, listIds: [list], consent: "Yes" },
        ...{ createdAt: daysAgo(days), confirmedAt: confirmed ? daysAgo(days) : null },
      });
      return requestId;
    };
    const old = await team.person([], { pendingSince: daysAgo(31) });
    await asked(old, 31);
    const again = await team.person([], { pendingSince: daysAgo(31) });
    const [first, second] = [await asked(again, 31), await asked(again, 2)];
    const fresh = await team.person([], { pendingSince: daysAgo(29) });
    const confirmed = await team.person([], { confirmedAt: daysAgo(40) });
    const kept = await asked(confirmed, 40, true);
    const onList = await team.person([list], { pendingSince: daysAgo(40) });
    const mailed = await team.person([], { pendingSince: daysAgo(40) });
    const campaignId = await team.campaign(list);
    await db.insert(campaignSends).values({ organizationId, campaignId, subscriberId: mailed });

    const removed = await removeUnconfirmed(db, { batchSize: 1 });
    expect(removed).toEqual({ requests: 2, people: 1 });
    expect(await removeUnconfirmed(db)).toEqual({ requests: 0, people: 0 });
    expect(await team.row(old)).toBeUndefined();
    for (const id of [again, fresh, confirmed, onList, mailed]) {
      expect(await team.row(id)).toBeDefined();
    }
    const requests = await db
      .select({ id: subscribeRequests.id })
      .from(subscribeRequests)
      .where(eq(subscribeRequests.organizationId, organizationId));
    expect(requests.map(({ id }) => id).toSorted()).toEqual([second, kept].toSorted());
    expect(first).not.toBe(second);
  });
});

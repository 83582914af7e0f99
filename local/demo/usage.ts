import { sql } from "drizzle-orm";
import { apiUsage, usageHours } from "#lib/billing/metering/schema.ts";
import type { Database } from "#lib/db/database.ts";
import { stableId } from "#local/demo/stable-id.ts";
import { type DemoSlug, demoOrganizationId } from "#local/demo.ts";
import { diceFrom } from "./dice.ts";
import { insertAll } from "./insert.ts";
import { before, day, hour, minute, startOf } from "./moments.ts";

interface Customer {
  slug: DemoSlug;
  sinceDaysAgo: number;
  /** On a working day of today; it began with a third of that. */
  callsADay: number;
  credits: { least: number; most: number };
}

const customers: Customer[] = [
  { slug: "acme", sinceDaysAgo: 395, callsADay: 74, credits: { least: 2, most: 52 } },
  { slug: "initech", sinceDaysAgo: 308, callsADay: 60, credits: { least: 60, most: 1_100 } },
  { slug: "globex", sinceDaysAgo: 200, callsADay: 6, credits: { least: 1, most: 9 } },
];

/** How busy the hours of a day are, from midnight (UTC). */
const rhythm = [1, 1, 0, 0, 0, 1, 2, 5, 9, 12, 12, 10, 7, 9, 12, 12, 10, 7, 4, 3, 2, 2, 1, 1];
const hoursByShare = rhythm.flatMap((share, at) => Array.from({ length: share }, () => at));

/** The calls of 13 months, busier by and by, quiet on Saturdays and Sundays. */
function demoCalls(now: Date, { slug, sinceDaysAgo, callsADay, credits }: Customer) {
  const dice = diceFrom(4_000 + sinceDaysAgo);
  const calls: (typeof apiUsage.$inferInsert)[] = [];
  for (let daysAgo = sinceDaysAgo; daysAgo >= 0; daysAgo--) {
    const date = startOf(day, before(now, daysAgo * day));
    const growth = 1 - (daysAgo / sinceDaysAgo) * 0.65;
    const ofWeek = [0, 6].includes(date.getUTCDay()) ? 0.22 : 1;
    const count = Math.round(callsADay * growth * ofWeek * (dice.between(75, 125) / 100));
    for (let call = 0; call < count; call++) {
      const at = dice.pick(hoursByShare) * hour + dice.between(0, 59) * minute;
      const createdAt = new Date(date.getTime() + at + dice.between(0, 59_999));
      const creditsUsed = dice.between(credits.least, credits.most);
      if (createdAt >= now) continue;
      calls.push({
        id: stableId("call", slug, String(daysAgo), String(call)),
        organizationId: demoOrganizationId(slug),
        apiKeyId: null,
        creditsUsed,
        createdAt,
      });
    }
  }
  return inOrder(calls);
}

/** Each call after the one before, with the sums up to it, as metering writes them. */
function inOrder(calls: (typeof apiUsage.$inferInsert)[]) {
  let totalUsed = 0;
  return calls
    .toSorted((a, b) => Number(a.createdAt) - Number(b.createdAt))
    .map((call, index) => {
      totalUsed += call.creditsUsed;
      return { ...call, totalUsed, totalCalls: index + 1 };
    });
}

/** Writes the calls, and seals each hour that ended more than a day ago, as metering does. */
export async function insertUsage(db: Database, now: Date): Promise<void> {
  await insertAll(
    db,
    apiUsage,
    customers.flatMap((customer) => demoCalls(now, customer)),
  );
  await db.execute(sql`
    insert into ${usageHours} (organization_id, hour, credits_used, calls, created_at)
    select organization_id, date_trunc('hour', created_at, 'UTC'), sum(credits_used), count(*),
      date_trunc('hour', created_at, 'UTC') + interval '1 hour'
    from ${apiUsage}
    where created_at < ${startOf(hour, before(now, day)).toISOString()}::timestamptz
    group by 1, 2, 5
    on conflict do nothing`);
}

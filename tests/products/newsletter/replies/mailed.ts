import { eq, sql } from "drizzle-orm";
import {
  campaignSends,
  campaignStats,
  subscriberEvents,
  subscribers,
  suppressions,
} from "#drizzle/tables.ts";
import { signMark } from "#lib/products/newsletter/replies/mark.ts";
import type { TestDrizzle } from "../../../database.ts";
import { audience } from "../public/audience.ts";

/** A person who was sent a campaign an hour ago. */
export async function mailed(db: TestDrizzle, more: Partial<typeof subscribers.$inferInsert> = {}) {
  const team = await audience(db);
  const { organizationId } = team;
  const listId = await team.list("Monthly");
  const personId = await team.person([listId], more);
  const row = await team.row(personId);
  if (!row) throw new Error("unreachable");
  const { email } = row;
  const addressHash = String(row.addressHash);
  /** Another campaign to them. @param daysAgo when the mail server took it; null where nobody wrote that down. */
  const send = async (daysAgo: number | null = 0, values: object = {}) => {
    const campaignId = await team.campaign(listId);
    const ago = sql`now() - make_interval(days => ${daysAgo ?? 0}, mins => 60)`;
    const [sent] = await db
      .insert(campaignSends)
      .values({
        ...{ organizationId, campaignId, subscriberId: personId, status: "delivered" },
        ...{ sentAt: daysAgo === null ? null : ago, firstAttemptedAt: ago },
        ...values,
      })
      .returning();
    if (!sent) throw new Error("unreachable");
    if (daysAgo !== null) {
      await db.insert(campaignStats).values({
        ...{ organizationId, campaignId, hour: new Date(0), shard: 0, sent: 1 },
      });
    }
    return { id: sent.id, campaignId, mark: await signMark({ ...sent, email }) };
  };
  const first = await send();
  return {
    ...{ team, organizationId, personId, email, addressHash, send },
    mail: { id: first.id, organizationId, addressHash },
    campaignId: first.campaignId,
    mark: first.mark,
    person: () => team.row(personId),
    mailOf: async (id: string) =>
      (await db.select().from(campaignSends).where(eq(campaignSends.id, id)))[0],
    /** The reason why nobody writes to an address. */
    suppressed: async (hash = addressHash) =>
      (await db.select().from(suppressions).where(eq(suppressions.addressHash, hash)))[0]?.reason,
    history: async () =>
      (
        await db.select().from(subscriberEvents).where(eq(subscriberEvents.subscriberId, personId))
      ).map(({ kind, details }) => ({ kind, details })),
    figures: async (campaignId = first.campaignId) => {
      const [sums] = await db
        .select({
          sent: sql<number>`coalesce(sum(${campaignStats.sent}), 0)::integer`,
          bounced: sql<number>`coalesce(sum(${campaignStats.bounced}), 0)::integer`,
          returned: sql<number>`coalesce(sum(${campaignStats.returned}), 0)::integer`,
          complained: sql<number>`coalesce(sum(${campaignStats.complained}), 0)::integer`,
        })
        .from(campaignStats)
        .where(eq(campaignStats.campaignId, campaignId));
      return sums;
    },
    erase: () => db.delete(subscribers).where(eq(subscribers.id, personId)),
  };
}

export type Mailed = Awaited<ReturnType<typeof mailed>>;

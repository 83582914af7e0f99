import { eq, sql } from "drizzle-orm";
import {
  campaignRuns,
  campaignSends,
  campaignStats,
  campaigns,
  listSubscriptions,
  lists,
  subscribers,
} from "#drizzle/tables.ts";
import type { DrizzleDatabase } from "#lib/db/drizzle.ts";
import { hashAddress } from "#lib/products/newsletter/address-hash.ts";
import { team } from "../../../organizations/team.ts";

type Campaign = typeof campaigns.$inferInsert;
type Subscriber = typeof subscribers.$inferInsert;

/** What the plan of its organization includes. */
export const includedCredits = 50_000;

export const appUrl = "https://app.example.com";

/** An organization with a list of people, and a campaign to them that is due. */
export async function dueCampaign(
  db: DrizzleDatabase,
  people: number,
  {
    campaign: given = {},
    person = () => ({}),
  }: {
    campaign?: Partial<Campaign>;
    person?: (number: number) => Partial<Subscriber>;
  } = {},
) {
  const organization = await team(db);
  const organizationId = organization.id;
  const owner = { organizationId, ownerId: organization.owner.userId };
  const [list] = await db
    .insert(lists)
    .values({ ...owner, name: "Readers" })
    .returning();
  if (!list) throw new Error("unreachable");
  const mark = crypto.randomUUID().slice(0, 8);
  const rows = await Promise.all(
    Array.from({ length: people }, async (_, number) => {
      const email = `reader${number}.${mark}@example.test`;
      const row = { ...owner, email, addressHash: await hashAddress(email), ...person(number) };
      return { ...row, id: crypto.randomUUID() };
    }),
  );
  for (let from = 0; from < rows.length; from += 2_000) {
    const part = rows.slice(from, from + 2_000);
    await db.insert(subscribers).values(part);
    await db
      .insert(listSubscriptions)
      .values(part.map(({ id }) => ({ organizationId, listId: list.id, subscriberId: id })));
  }
  const [campaign] = await db
    .insert(campaigns)
    .values({
      ...{ organizationId, listId: list.id, subject: "News for {{first_name|you}}" },
      content: "Hello {{name|reader}},\n\n[read](https://example.com/?who={{email}})",
      ...{ status: "scheduled", scheduledAt: new Date(Date.now() - 1_000) },
      ...given,
    })
    .returning();
  if (!campaign) throw new Error("unreachable");
  const { id } = campaign;
  return {
    organization,
    id,
    list,
    people: rows,
    row: async () => (await db.select().from(campaigns).where(eq(campaigns.id, id)))[0],
    run: async () =>
      (await db.select().from(campaignRuns).where(eq(campaignRuns.campaignId, id)))[0],
    sends: () => db.select().from(campaignSends).where(eq(campaignSends.campaignId, id)),
    /** What the counters say, over all hours and shards. */
    figures: async () => {
      const [sums] = await db
        .select({
          sent: sql<number>`coalesce(sum(${campaignStats.sent}), 0)::integer`,
          bounced: sql<number>`coalesce(sum(${campaignStats.bounced}), 0)::integer`,
          returned: sql<number>`coalesce(sum(${campaignStats.returned}), 0)::integer`,
          complained: sql<number>`coalesce(sum(${campaignStats.complained}), 0)::integer`,
          uncertain: sql<number>`coalesce(sum(${campaignStats.uncertain}), 0)::integer`,
        })
        .from(campaignStats)
        .where(eq(campaignStats.campaignId, id));
      return sums;
    },
    change: (values: Partial<Campaign>) =>
      db.update(campaigns).set(values).where(eq(campaigns.id, id)),
    /** As if time had passed: all that waits is due. */
    makeDue: () =>
      db
        .update(campaignSends)
        .set({ dueAt: sql`now() - interval '1 second'` })
        .where(
          sql`campaign_id = ${id} and due_at is not null and sent_at is null and dropped_reason is null`,
        ),
  };
}

import { and, eq, sql } from "drizzle-orm";
import {
  campaignSends,
  campaigns,
  listSubscriptions,
  lists,
  newsletterSettings,
  series,
  seriesPeople,
  seriesSteps,
  subscribers,
} from "#drizzle/tables.ts";
import type { DrizzleDatabase } from "#lib/db/drizzle.ts";
import { hashAddress } from "#lib/products/newsletter/address-hash.ts";
import { team } from "../../../organizations/team.ts";

type Step = Partial<typeof seriesSteps.$inferInsert> & { subject?: string; content?: string };

/** An organization that may send, with a list and an active series of steps for those who join it. */
export async function aSeries(
  db: DrizzleDatabase,
  given: readonly Step[],
  row: Partial<typeof series.$inferInsert> = {},
) {
  const organization = await team(db);
  const organizationId = organization.id;
  const owner = { organizationId, ownerId: organization.owner.userId };
  const listId = crypto.randomUUID();
  await db.insert(lists).values({ ...owner, id: listId, name: "Readers" });
  await db.insert(newsletterSettings).values({ organizationId, postalAddress: "Ring 1" });
  const id = crypto.randomUUID();
  await db.insert(series).values({
    ...{ id, organizationId, name: "Welcome", activatedAt: new Date(Date.now() - 60_000) },
    ...(row.segmentId ? {} : { listId }),
    ...row,
  });

  const addStep = async (
    position: number,
    { subject = `Step ${position}`, content = "Hello", ...step }: Step = {},
  ) => {
    const campaignId = crypto.randomUUID();
    const words = { subject, content };
    await db
      .insert(campaigns)
      .values({ ...words, id: campaignId, organizationId, listId, seriesId: id });
    await db.insert(seriesSteps).values({
      ...{ campaignId, organizationId, seriesId: id, position },
      ...{ delay: 1, unit: "days" as const, countedFrom: "before" as const, ...step },
    });
    return campaignId;
  };
  const steps: string[] = [];
  for (const [position, step] of given.entries()) steps.push(await addStep(position, step));

  const of = { series: eq(series.id, id), people: eq(seriesPeople.seriesId, id) };
  return {
    ...{ id, organization, organizationId, listId, owner, steps, addStep },
    /** Someone who joins the list now. */
    join: async (more: Partial<typeof listSubscriptions.$inferInsert> = {}) => {
      const email = `${crypto.randomUUID()}@example.test`;
      const subscriberId = crypto.randomUUID();
      const addressHash = await hashAddress(email);
      await db.insert(subscribers).values({ ...owner, id: subscriberId, email, addressHash });
      await db.insert(listSubscriptions).values({ organizationId, listId, subscriberId, ...more });
      return { id: subscriberId, email, addressHash };
    },
    leaveList: (subscriberId: string) =>
      db
        .delete(listSubscriptions)
        .where(
          and(
            eq(listSubscriptions.listId, listId),
            eq(listSubscriptions.subscriberId, subscriberId),
          ),
        ),
    row: async () => (await db.select().from(series).where(of.series))[0],
    change: (values: Partial<typeof series.$inferInsert>) =>
      db.update(series).set(values).where(of.series),
    people: () => db.select().from(seriesPeople).where(of.people),
    person: async (subscriberId: string) =>
      (
        await db
          .select()
          .from(seriesPeople)
          .where(and(of.people, eq(seriesPeople.subscriberId, subscriberId)))
      )[0],
    /** The mails of the series, in the order in which they were queued. */
    sends: () =>
      db
        .select()
        .from(campaignSends)
        .where(eq(campaignSends.organizationId, organizationId))
        .orderBy(campaignSends.createdAt),
    /** As if so many hours had passed: all that happened is longer ago. */
    pass: async (hours: number) => {
      const ago = sql`make_interval(hours => ${hours}::integer)`;
      await db.execute(sql`
        with s as (
          update series set activated_at = activated_at - ${ago}, edited_at = edited_at - ${ago},
            joined_until = joined_until - ${ago}, paused_at = paused_at - ${ago}
          where id = ${id}::uuid
        ), t as (
          update series_steps set created_at = created_at - ${ago} where series_id = ${id}::uuid
        ), p as (
          update series_people set joined_at = joined_at - ${ago}, due_at = due_at - ${ago},
            ended_at = ended_at - ${ago}
          where series_id = ${id}::uuid
        ), l as (
          update list_subscriptions set created_at = created_at - ${ago}
          where organization_id = ${organizationId}::uuid
        ), m as (
          update campaign_sends set created_at = created_at - ${ago}, due_at = due_at - ${ago},
            attempted_at = attempted_at - ${ago}, first_attempted_at = first_attempted_at - ${ago},
            sent_at = sent_at - ${ago}, bounced_at = bounced_at - ${ago}
          where organization_id = ${organizationId}::uuid
        )
        update subscribers set created_at = created_at - ${ago}
        where organization_id = ${organizationId}::uuid`);
    },
  };
}

export type TestSeries = Awaited<ReturnType<typeof aSeries>>;

import * as z from "zod/mini";
import { type Database, rows } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { organizations } from "#lib/organizations/schema.ts";
import {
  campaignRuns,
  campaignSends,
  campaigns,
  newsletterSettings,
  sendingBuckets,
  sendingSlots,
} from "../schema.ts";
import { isOpen, isSending } from "./conditions.ts";
import { type Limits, leaseSeconds, provider, resendLimit, slotSeconds } from "./limits.ts";
import { counted } from "./stats.ts";

/** Seconds ahead for which mails are claimed, at the pace of the mail server. */
const horizon = 20;

const claim = z.object({
  /** False when the sender has lost its slot: it has to end. */
  hasSlot: z.boolean(),
  /** Null when nothing is due. */
  campaignId: z.nullable(z.string()),
  /** Connections that failed in a row, before this. */
  failures: z.number(),
  /** Mails that were due, of which as many were claimed as the mail server may have. */
  due: z.number(),
  /** Mails a second, and how many of these may go at once; less than none when others come first. */
  rate: z.number(),
  ready: z.number(),
  /** In the order of their turns. */
  ids: z.array(z.string()),
});

export type Claim = z.output<typeof claim>;

/**
 * Takes mails that are due, of one campaign, as many as the pace of the mail server allows: they are due
 * again when the lease ends, so nobody else takes them before, and those of a sender that died are not
 * lost. One whose intent a dead sender left behind is uncertain: it is sent again, or waits for an owner.
 */
export async function claimMails(
  db: Database,
  holder: string,
  count: number,
  { rate, daily }: Pick<Limits, "rate" | "daily">,
): Promise<Claim> {
  const fresh = sql`clock_timestamp()`;
  // What the mail server's complaints took away comes back, a tenth a minute.
  const pace = sql`least(100, ${sendingBuckets.pace} + coalesce(10 * floor(
    greatest(0, extract(epoch from ${fresh} - ${sendingBuckets.slowedAt})) / 60), 0))`;
  const perSecond = sql`(${rate}::double precision * ${pace} / 100)`;
  // In thousandths of a mail: at most a second's worth gathers.
  const level = sql`least(
    greatest(${perSecond}, 1) * 1000,
    ${sendingBuckets.tokens} + ${perSecond} * 1000
      * greatest(0, extract(epoch from ${fresh} - ${sendingBuckets.filledAt}))
  )`;
  const today = sql`date_trunc('day', now(), 'UTC')`;
  const sentToday = sql`case when ${sendingBuckets.day} = ${today}
    then ${sendingBuckets.sentThatDay} else 0 end`;
  const granted = sql`greatest(0, least(
    wish.mails,
    floor((${level} + ${perSecond} * ${horizon} * 1000) / 1000)::integer,
    coalesce(${daily}::integer, 2147483647) - ${sentToday}
  ))`;
  const statement = sql`
    with renewed as (
      update ${sendingSlots}
      set lease_until = now() + make_interval(secs => ${slotSeconds})
      where ${sendingSlots.provider} = ${provider} and ${sendingSlots.holder} = ${holder}::uuid
      returning slot
    ),
    run as materialized (
      select ${campaignRuns.campaignId}, ${campaignRuns.failures},
        coalesce(${newsletterSettings.whenUncertain}, 'send_again') = 'ask' as asks
      from ${campaignRuns}
      join ${campaigns} on ${campaigns.id} = ${campaignRuns.campaignId}
      join ${organizations} on ${organizations.id} = ${campaignRuns.organizationId}
      left join ${newsletterSettings}
        on ${newsletterSettings.organizationId} = ${campaignRuns.organizationId}
      where ${campaignRuns.finishedAt} is null and ${campaignRuns.queuedAt} is not null
        and ${isSending} and exists (select from renewed) and exists (
          select from ${campaignSends}
          where ${campaignSends.campaignId} = ${campaignRuns.campaignId} and ${isOpen}
            and ${campaignSends.dueAt} <= now()
        )
      -- By chance, so that a small campaign does not wait for a large one.
      order by random() limit 1
    ),
    -- Materialized, so that the planner looks for them once and no more than these are locked.
    found as materialized (
      select ${campaignSends.id}, ${campaignSends.dueAt},
        ${campaignSends.attemptedAt} is not null as is_uncertain,
        ${campaignSends.attemptedAt} is null or (
          not (select asks from run) and ${campaignSends.uncertainTimes} < ${resendLimit}
        ) as goes
      from ${campaignSends}
      where ${campaignSends.campaignId} = (select campaign_id from run) and ${isOpen}
        and ${campaignSends.dueAt} <= now()
      order by ${campaignSends.dueAt} limit ${count}::integer
      for update of campaign_sends skip locked
    ),
    wish as materialized (select count(*)::integer as mails from found where goes),
    bucket as (
      update ${sendingBuckets}
      set tokens = (${level} - ${granted} * 1000)::bigint, filled_at = ${fresh},
        granted = ${granted}, day = ${today}, sent_that_day = ${sentToday} + ${granted}
      from wish
      where ${sendingBuckets.provider} = ${provider} and wish.mails > 0
      returning ${sendingBuckets.granted}, ${perSecond} as rate,
        ${sendingBuckets.tokens} / 1000.0 + ${sendingBuckets.granted} as ready
    ),
    turns as materialized (
      select id, is_uncertain, row_number() over (order by due_at) as turn from found where goes
    ),
    taken as (
      update ${campaignSends}
      set claimed_by = ${holder}::uuid, attempted_at = null,
        due_at = now() + make_interval(secs => ${leaseSeconds}),
        uncertain_at = case when is_uncertain
          then coalesce(${campaignSends.uncertainAt}, now()) else ${campaignSends.uncertainAt} end,
        uncertain_times = ${campaignSends.uncertainTimes} + is_uncertain::integer
      from turns, bucket
      where ${campaignSends.id} = turns.id and turns.turn <= bucket.granted
      returning ${campaignSends.id}, ${campaignSends.campaignId}, ${campaignSends.organizationId},
        turns.turn, ${campaignSends.uncertainTimes} = 1 and is_uncertain as is_new
    ),
    asked as (
      update ${campaignSends}
      set claimed_by = null, due_at = null,
        uncertain_at = coalesce(${campaignSends.uncertainAt}, now()),
        uncertain_times = ${campaignSends.uncertainTimes} + 1
      from found
      where ${campaignSends.id} = found.id and not found.goes
      returning ${campaignSends.campaignId}, ${campaignSends.organizationId},
        ${campaignSends.uncertainTimes} = 1 as is_new
    ),
    counted as (
      ${counted(
        "uncertain",
        sql`(
          select campaign_id, organization_id from taken where is_new
          union all select campaign_id, organization_id from asked where is_new
        ) as uncertain`,
      )}
    )
    select jsonb_build_object(
      'hasSlot', exists (select from renewed),
      'campaignId', (select campaign_id from run),
      'failures', coalesce((select failures from run), 0),
      'due', (select mails from wish),
      'rate', coalesce((select rate from bucket), 0),
      'ready', coalesce((select ready from bucket), 0),
      'ids', coalesce((select jsonb_agg(id order by turn) from taken), '[]')
    ) as claim`;
  const [found] = await rows(db, statement, (row) => claim.parse(row.claim));
  if (!found) throw new Error("A claim has one answer");
  return found;
}

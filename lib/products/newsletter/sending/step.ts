import * as z from "zod/mini";
import { type Database, rows } from "#lib/db/database.ts";
import { momentJson } from "#lib/db/moment.ts";
import { planned } from "#lib/db/planned.ts";
import { sql } from "#lib/db/sql.ts";
import { organizations } from "#lib/organizations/schema.ts";
import { campaignSends, campaigns, newsletterSettings, subscribers } from "../schema.ts";
import { isOpen, isSending, whyNot, whyNotInSeries } from "./conditions.ts";
import { leaseNeeded } from "./limits.ts";
import { counted } from "./stats.ts";

/** A mail that the mail server has taken. */
export interface Accepted {
  id: string;
  /** What it said. */
  reply: string;
}

const intended = z.object({
  id: z.string(),
  campaignId: z.string(),
  organizationId: z.string(),
  subscriberId: z.string(),
  email: z.string(),
  address: z.nullable(z.string()),
  name: z.nullable(z.string()),
  fields: z.record(z.string(), z.string()),
  variant: z.number(),
  /** Whether opens and clicks of this person may be recorded. */
  isTracked: z.boolean(),
  /** This one included. */
  attempts: z.number(),
  firstAttemptedAt: momentJson,
});

/** A mail whose intent is written: it may be sent, now and once. */
export type Intended = z.output<typeof intended>;

const answer = z.object({
  /** Null when this mail is not to be sent, or not by this sender. */
  intended: z.nullable(intended),
  /** Whether its campaign is sent at all: it may have been paused. */
  isSending: z.boolean(),
});

/**
 * Between two mails of a connection, in one trip: writes down that the one before was taken, and the
 * intent of the next. The intent looks again at the campaign, the person and the suppressions, so that
 * whoever pauses, leaves or erases waits for one mail a connection at the most.
 */
export async function step(
  db: Database,
  holder: string,
  { accepted, next }: { accepted: Accepted | null; next: string | null },
): Promise<z.output<typeof answer>> {
  const statement = sql`
    with settled as (
      update ${campaignSends}
      set sent_at = now(), status = 'delivered', reply = ${accepted?.reply ?? null}::text,
        claimed_by = null, dropped_reason = null
      where ${campaignSends.id} = ${accepted?.id ?? null}::uuid and ${campaignSends.sentAt} is null
      returning ${campaignSends.campaignId}, ${campaignSends.organizationId},
        ${campaignSends.subscriberId}
    ),
    counted as (${counted("sent", sql`settled`)}),
    recovered as (
      update ${subscribers} set soft_bounces = 0, soft_bounced_since = null
      where ${subscribers.id} = (select subscriber_id from settled) and ${subscribers.softBounces} > 0
    ),
    judged as (
      select ${campaignSends.id}, ${isSending} as is_sending,
        coalesce(${whyNot}, ${whyNotInSeries}) as why_not,
        ${campaigns.isTracked} and coalesce(${newsletterSettings.isTracked}, true)
          and ${subscribers.isTracked} as is_tracked,
        ${subscribers.email}, ${subscribers.address}, ${subscribers.name}, ${subscribers.fields}
      from ${campaignSends}
      join ${campaigns} on ${campaigns.id} = ${campaignSends.campaignId}
      join ${organizations} on ${organizations.id} = ${campaignSends.organizationId}
      join ${subscribers} on ${subscribers.id} = ${campaignSends.subscriberId}
      left join ${newsletterSettings}
        on ${newsletterSettings.organizationId} = ${campaignSends.organizationId}
      where ${campaignSends.id} = ${next}::uuid
    ),
    next as (select *, is_sending and why_not is null as goes from judged),
    intended as (
      update ${campaignSends}
      set attempted_at = case when goes then clock_timestamp() end,
        first_attempted_at = case when goes
          then coalesce(${campaignSends.firstAttemptedAt}, clock_timestamp())
          else ${campaignSends.firstAttemptedAt} end,
        attempts = ${campaignSends.attempts} + goes::integer,
        dropped_reason = why_not,
        claimed_by = case when goes then ${campaignSends.claimedBy} end,
        due_at = case when goes then ${campaignSends.dueAt} else now() end
      from next
      where ${campaignSends.id} = next.id and ${isOpen}
        and ${campaignSends.claimedBy} = ${holder}::uuid
        and ${campaignSends.dueAt} > now() + make_interval(secs => ${leaseNeeded}::double precision)
      returning ${campaignSends}.*, next.goes
    )
    select jsonb_build_object(
      'isSending', coalesce((select is_sending from next), true),
      'intended', (
        select jsonb_build_object(
          'id', intended.id, 'campaignId', intended.campaign_id,
          'organizationId', intended.organization_id, 'subscriberId', intended.subscriber_id,
          'email', next.email, 'address', next.address, 'name', next.name, 'fields', next.fields,
          'variant', intended.variant, 'isTracked', next.is_tracked,
          'attempts', intended.attempts, 'firstAttemptedAt', intended.first_attempted_at
        )
        from intended, next where intended.goes
      )
    ) as answer`;
  const [found] = await rows(
    db,
    await planned(statement, sql.raw("found jsonb")),
    ({ found: json }) => answer.parse(json),
  );
  if (!found) throw new Error("A step has one answer");
  return found;
}

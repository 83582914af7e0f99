import type { SQL } from "drizzle-orm";
import { type Database, rows } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { user } from "#lib/identity/schema.ts";
import { enqueued } from "#lib/mail/enqueue.ts";
import { memberships, organizations } from "#lib/organizations/schema.ts";
import { campaignRuns, campaignSends, campaignStats, campaigns, series } from "../schema.ts";
import { isActive, isOpen } from "./conditions.ts";

/** From how many mails on shares are looked at, and which of them pause a campaign. */
const limits = { mails: 500, bounces: 0.05, complaints: 0.003 };

/** A series is sent for years: days back that its mails are looked at. */
const seriesDays = 7;

interface Pause {
  campaignId: string;
  reason: "refused" | "connection";
  /** What the mail server said. */
  reply: string | null;
  /** Where people reach the app. */
  appUrl: string;
}

/**
 * Pauses a campaign that the mail server does not take, or the whole series that it is a step of, and tells
 * the owners. Again changes nothing.
 */
export async function pauseCampaign(
  db: Database,
  { campaignId, reason, reply, appUrl }: Pause,
): Promise<void> {
  await pause(db, {
    which: sql`select ${campaignId}::uuid as id, ${reason}::text as reason`,
    reply,
    appUrl,
  });
}

/**
 * Pauses the campaigns of which too many mails bounced, or too many people complained, and tells the
 * owners. It happens once to a campaign, and once in 7 days to a step of a series: a member who resumes it
 * has decided.
 * @returns how many were paused.
 */
export function watchFigures(db: Database, appUrl: string): Promise<number> {
  return pause(db, {
    which: sql`
      select campaign_id as id,
        case when bounced > ${limits.bounces}::float * mails then 'bounces' else 'complaints' end as reason
      from (
        select ${campaignRuns.campaignId},
          sum(${campaignStats.sent} + ${campaignStats.bounced} - ${campaignStats.returned}) as mails,
          sum(${campaignStats.bounced}) as bounced, sum(${campaignStats.complained}) as complained
        from ${campaignRuns}
        join ${campaigns} on ${campaigns.id} = ${campaignRuns.campaignId}
        join ${campaignStats} on ${campaignStats.campaignId} = ${campaignRuns.campaignId}
          and (${campaigns.seriesId} is null
            or ${campaignStats.hour} > now() - make_interval(days => ${seriesDays}::integer))
        where ${campaignRuns.finishedAt} is null and (${campaignRuns.trippedAt} is null or (
          ${campaigns.seriesId} is not null
          and ${campaignRuns.trippedAt} < now() - make_interval(days => ${seriesDays}::integer)
        ))
        group by ${campaignRuns.campaignId}
      ) as figures
      where mails >= ${limits.mails}::integer and (
        bounced > ${limits.bounces}::float * mails or complained > ${limits.complaints}::float * mails
      )`,
    appUrl,
  });
}

/**
 * Pauses the campaigns in which nothing is left but uncertain mails that an owner is to decide on, and
 * tells the owners. Whoever resumes such a campaign has them sent once more, as the same mails; whoever
 * cancels it leaves them as they are.
 * @returns how many were paused.
 */
export function askOwners(db: Database, appUrl: string): Promise<number> {
  const asks = sql`(${campaignSends.dueAt} is null and ${campaignSends.uncertainAt} is not null)`;
  const ofRun = sql`select from ${campaignSends}
    where ${campaignSends.campaignId} = ${campaignRuns.campaignId} and ${isOpen}`;
  return pause(db, {
    which: sql`
      select ${campaignRuns.campaignId} as id, 'uncertain' as reason from ${campaignRuns}
      where ${campaignRuns.finishedAt} is null and ${campaignRuns.queuedAt} is not null
        and exists (${ofRun} and ${asks}) and not exists (${ofRun} and not ${asks})`,
    appUrl,
  });
}

async function pause(db: Database, given: Pausing): Promise<number> {
  const paused = await rows(db, sql`with ${pausing(given)} select id from paused`, ({ id }) =>
    String(id),
  );
  return paused.length;
}

interface Pausing {
  /** The `id` of each campaign, and the `reason`. */
  which: SQL;
  /** What the mail server said. */
  reply?: string | null;
  /** How many credits are missing. */
  missing?: SQL;
  /** Where people reach the app. */
  appUrl: string;
}

/**
 * Common table expressions that pause campaigns, or the series that they are steps of, `paused`, and tell
 * their owners.
 */
export const pausing = ({ which, reply = null, missing, appUrl }: Pausing): SQL => sql`
  wrong as (${which}),
  paused_campaigns as (
    update ${campaigns} set paused_at = now(), paused_reason = wrong.reason, changed_at = now()
    from wrong
    where ${campaigns.id} = wrong.id and ${campaigns.status} = 'scheduled'
      and ${campaigns.startedAt} is not null and ${campaigns.pausedAt} is null
      and ${campaigns.cancelledAt} is null and ${campaigns.seriesId} is null
    returning ${campaigns.id}, ${campaigns.organizationId}, ${campaigns.subject}, wrong.reason
  ),
  paused_series as (
    update ${series} set paused_at = now(), paused_reason = wrong.reason
    from (
      select distinct on (${campaigns.seriesId}) ${campaigns.seriesId}, wrong.*
      from wrong join ${campaigns} on ${campaigns.id} = wrong.id
      where ${campaigns.cancelledAt} is null
    ) as wrong
    where ${series.id} = wrong.series_id and ${isActive}
    returning wrong.id, ${series.id} as series_id, ${series.organizationId}, ${series.name},
      wrong.reason
  ),
  paused as (
    select id, organization_id, subject, reason, 'campaign' as kind, 'campaigns/' || id as place
    from paused_campaigns
    union all
    select id, organization_id, name, reason, 'series', 'series/' || series_id from paused_series
  ),
  tripped as (
    update ${campaignRuns} set tripped_at = now()
    from paused where ${campaignRuns.campaignId} = paused.id
      and paused.reason in ('bounces', 'complaints')
  ),
  ready as (
    update ${campaignSends} set attempted_at = null, due_at = now()
    from paused
    where paused.reason = 'uncertain' and ${campaignSends.campaignId} = paused.id and ${isOpen}
      and ${campaignSends.dueAt} is null and ${campaignSends.uncertainAt} is not null
  ),
  letters as (
    select ${user.email} as email, ${organizations.name} as organization, ${organizations.slug} as slug,
      paused.*
    from paused
    join ${organizations} on ${organizations.id} = paused.organization_id
    join ${memberships} on ${memberships.organizationId} = paused.organization_id
      and ${memberships.role} = 'owner' and ${memberships.deletedAt} is null
    join ${user} on ${user.id} = ${memberships.userId}
    where ${user.email} is not null and ${user.deletedAt} is null
  ),
  mailed as (${enqueued({
    template: "campaign-paused",
    from: sql`letters`,
    recipient: sql`email`,
    props: sql`jsonb_build_object(
      'organization', organization, 'subject', subject, 'reason', reason, 'kind', kind,
      'reply', ${reply}::text, 'missing', ${missing ?? sql`null::bigint`},
      'link', ${`${appUrl}/o/`}::text || slug || '/' || place
    )`,
  })})`;

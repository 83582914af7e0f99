import type { SQL } from "drizzle-orm";
import { type Database, rows } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { user } from "#lib/identity/schema.ts";
import { enqueued } from "#lib/mail/enqueue.ts";
import { memberships, organizations } from "#lib/organizations/schema.ts";
import { campaignRuns, campaignSends, campaignStats, campaigns } from "../schema.ts";
import { isOpen } from "./conditions.ts";

/** From how many mails on shares are looked at, and which of them pause a campaign. */
const limits = { mails: 500, bounces: 0.05, complaints: 0.003 };

interface Pause {
  campaignId: string;
  reason: "refused" | "connection";
  /** What the mail server said. */
  reply: string | null;
  /** Where people reach the app. */
  appUrl: string;
}

/** Pauses a campaign that the mail server does not take, and tells the owners. Again changes nothing. */
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
 * owners. It happens once to a campaign: a member who resumes it has decided.
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
        join ${campaignStats} on ${campaignStats.campaignId} = ${campaignRuns.campaignId}
        where ${campaignRuns.finishedAt} is null and ${campaignRuns.trippedAt} is null
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

/** Common table expressions that pause campaigns, `paused`, and tell their owners. */
export const pausing = ({ which, reply = null, missing, appUrl }: Pausing): SQL => sql`
  wrong as (${which}),
  paused as (
    update ${campaigns} set paused_at = now(), paused_reason = wrong.reason, changed_at = now()
    from wrong
    where ${campaigns.id} = wrong.id and ${campaigns.status} = 'scheduled'
      and ${campaigns.startedAt} is not null and ${campaigns.pausedAt} is null
      and ${campaigns.cancelledAt} is null
    returning ${campaigns.id}, ${campaigns.organizationId}, ${campaigns.subject}, wrong.reason
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
      'organization', organization, 'subject', subject, 'reason', reason,
      'reply', ${reply}::text, 'missing', ${missing ?? sql`null::bigint`},
      'link', ${`${appUrl}/o/`}::text || slug || '/campaigns/' || id
    )`,
  })})`;

import type { SQL, SQLWrapper } from "drizzle-orm";
import { warnOfUsage } from "#lib/billing/metering/warn.ts";
import { type Database, rows } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { organizations } from "#lib/organizations/schema.ts";
import { campaignRuns, campaignSends, campaignStats, campaigns } from "../schema.ts";
import { pausing } from "./breaker.ts";
import { isSending } from "./conditions.ts";

/** What the spending of a run is known by, so that a run is charged once. */
const act = (campaignId: SQLWrapper): SQL => sql`('campaign ' || ${campaignId})`;

/**
 * Charges a run whose audience is complete, a credit for each email, and lets it go on; all in one statement, so
 * it is charged once, and nobody is sent anything before. Without enough credits nothing is spent: the campaign
 * pauses, the owners are told, and resuming it tries again.
 * @returns false when it did not go on, too when another sender is at it.
 */
export async function chargeRun(
  db: Database,
  { campaignId, appUrl }: { campaignId: string; appUrl: string },
): Promise<boolean> {
  const outcome = sql`charged.answer ->> 'outcome'`;
  const [charged] = await rows(
    db,
    sql`
      with run as materialized (
        select ${campaignRuns}.* from ${campaignRuns}
        join ${campaigns} on ${campaigns.id} = ${campaignRuns.campaignId}
        join ${organizations} on ${organizations.id} = ${campaignRuns.organizationId}
        where ${campaignRuns.campaignId} = ${campaignId}::uuid and ${campaignRuns.queuedAt} is null
          and ${campaignRuns.finishedAt} is null and ${isSending}
        for update of campaign_runs skip locked
      ),
      charged as materialized (
        select campaign_id, recipients, case
          when recipients = 0 then jsonb_build_object('outcome', 'spent')
          else spend_credits(organization_id, recipients, null, ${act(sql`campaign_id`)})
        end as answer
        from run
      ),
      let_go as (
        update ${campaignRuns} set queued_at = now(), credits_spent = charged.recipients
        from charged
        where ${campaignRuns.campaignId} = charged.campaign_id and ${outcome} = 'spent'
      ),
      ${pausing({
        which: sql`
          select campaign_id as id,
            case ${outcome} when 'overdue' then 'payment' else 'credits' end as reason
          from charged where ${outcome} <> 'spent'`,
        missing: sql`(
          select recipients - (answer -> 'balance' -> 'credits_left')::bigint from charged
          where ${outcome} = 'exhausted'
        )`,
        appUrl,
      })}
      select ${outcome} as outcome, charged.answer ->> 'id' as usage_id from charged`,
    (row) => ({ isSpent: row.outcome === "spent", usageId: row.usage_id }),
  );
  if (charged?.usageId) await warnOfUsage(db, { usageId: String(charged.usageId), appUrl });
  return charged?.isSpent ?? false;
}

/** What is left of the credits of the run `campaign_runs`: of emails that surely were not sent. */
export const unusedCredits: SQL = sql`greatest(0,
  ${campaignRuns.creditsSpent} - (
    select coalesce(sum(${campaignStats.sent}), 0) from ${campaignStats}
    where ${campaignStats.campaignId} = ${campaignRuns.campaignId}
  ) - (
    select count(*) from ${campaignSends}
    where ${campaignSends.campaignId} = ${campaignRuns.campaignId}
      and ${campaignSends.sentAt} is null and ${campaignSends.uncertainAt} is not null
  )
)`;

/** Gives `credits` of a run back, once: for the statement that ends the run. */
export const creditsGivenBack = (run: {
  organizationId: SQLWrapper;
  campaignId: SQLWrapper;
  credits: SQLWrapper;
}): SQL => sql`give_back_credits(${run.organizationId}, ${act(run.campaignId)}, ${run.credits})`;

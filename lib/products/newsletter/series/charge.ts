import { warnOfUsage } from "#lib/billing/metering/warn.ts";
import { type Database, rows } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { campaignRuns, campaignStats, campaigns } from "../schema.ts";
import { pausing } from "../sending/breaker.ts";

/**
 * Charges what a series has sent since it was charged last, a credit for each email: its run has no end, so
 * nobody knows in front what it will take. Without enough credits nothing is spent, the series pauses and the
 * owners are told; before it sends more, the next call tries again.
 * @returns false when it was paused.
 */
export async function chargeSeries(
  db: Database,
  { seriesId, appUrl }: { seriesId: string; appUrl: string },
): Promise<boolean> {
  const outcome = sql`charged.answer ->> 'outcome'`;
  const [charged] = await rows(
    db,
    sql`
      with owed as materialized (
        select ${campaignRuns.campaignId}, ${campaignRuns.organizationId},
          mails.sent - ${campaignRuns.creditsSpent} as credits
        from ${campaigns}
        join ${campaignRuns} on ${campaignRuns.campaignId} = ${campaigns.id}
        cross join lateral (
          select coalesce(sum(${campaignStats.sent}), 0)::bigint as sent from ${campaignStats}
          where ${campaignStats.campaignId} = ${campaigns.id}
        ) as mails
        where ${campaigns.seriesId} = ${seriesId}::uuid and mails.sent > ${campaignRuns.creditsSpent}
        for update of campaign_runs skip locked
      ),
      charged as materialized (
        select credits, spend_credits(organization_id, credits) as answer
        from (
          select organization_id, sum(credits)::bigint as credits from owed group by organization_id
        ) as total
      ),
      paid as (
        update ${campaignRuns} set credits_spent = ${campaignRuns.creditsSpent} + owed.credits
        from owed, charged
        where ${campaignRuns.campaignId} = owed.campaign_id and ${outcome} = 'spent'
      ),
      ${pausing({
        which: sql`
          select ${campaigns.id},
            case ${outcome} when 'overdue' then 'payment' else 'credits' end as reason
          from charged, ${campaigns}
          where ${outcome} <> 'spent' and ${campaigns.seriesId} = ${seriesId}::uuid
            and ${campaigns.cancelledAt} is null
          limit 1`,
        missing: sql`(
          select credits - (answer -> 'balance' -> 'credits_left')::bigint from charged
          where ${outcome} = 'exhausted'
        )`,
        appUrl,
      })}
      select ${outcome} as outcome, charged.answer ->> 'id' as usage_id from charged`,
    (row) => ({ isSpent: row.outcome === "spent", usageId: row.usage_id }),
  );
  if (charged?.usageId) await warnOfUsage(db, { usageId: String(charged.usageId), appUrl });
  return charged?.isSpent ?? true;
}

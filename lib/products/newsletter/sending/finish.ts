import { type Database, rows } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { campaignRuns, campaignSends, campaigns } from "../schema.ts";
import { isOpen } from "./conditions.ts";
import { creditsGivenBack, unusedCredits } from "./credits.ts";
import { counted } from "./stats.ts";

/** Rows that one statement takes out of the queue of a cancelled campaign. */
const chunk = 20_000;

const isOver = sql`(
  ${campaignRuns.finishedAt} is null and not exists (
    select from ${campaignSends}
    where ${campaignSends.campaignId} = ${campaignRuns.campaignId} and ${isOpen}
  ) and exists (
    select from ${campaigns} where ${campaigns.id} = ${campaignRuns.campaignId} and (
      ${campaigns.cancelledAt} is not null
      -- The step of a series has no end: people join as long as it is there.
      or (${campaignRuns.queuedAt} is not null and ${campaigns.seriesId} is null)
    )
  )
)`;

/**
 * Ends the runs in which nothing is left to do, and gives back the credits of what was not sent. Of a
 * cancelled campaign it first drops what waits; a mail that is on its way just then is left to its sender,
 * and dropped as uncertain if that one died.
 */
export async function finishRuns(db: Database): Promise<{ finished: number }> {
  for (let dropped = chunk; dropped === chunk; ) dropped = await dropCancelled(db);
  const over = await rows(
    db,
    sql`select ${campaignRuns.campaignId} from ${campaignRuns} where ${isOver}`,
    ({ campaign_id }) => String(campaign_id),
  );
  let finished = 0;
  // Each by itself: it waits for those who spend credits of its organization.
  for (const campaignId of over) if (await finish(db, campaignId)) finished++;
  return { finished };
}

/** @returns false when somebody else was faster. */
async function finish(db: Database, campaignId: string): Promise<boolean> {
  const finished = await rows(
    db,
    sql`
      with finished as (
        update ${campaignRuns} set finished_at = now(), credits_returned = ${unusedCredits}
        where ${campaignRuns.campaignId} = ${campaignId}::uuid and ${isOver}
        returning ${campaignRuns.campaignId}, ${campaignRuns.organizationId},
          ${campaignRuns.creditsReturned}
      ),
      sent as (
        update ${campaigns} set status = 'sent', finished_at = now()
        from finished where ${campaigns.id} = finished.campaign_id
          and ${campaigns.status} = 'scheduled'
      )
      select case when credits_returned > 0 then ${creditsGivenBack({
        organizationId: sql`organization_id`,
        campaignId: sql`campaign_id`,
        credits: sql`credits_returned`,
      })} end from finished`,
    () => 1,
  );
  return finished.length > 0;
}

async function dropCancelled(db: Database): Promise<number> {
  const dropped = await rows(
    db,
    sql`
      with open as materialized (
        select ${campaignSends.id},
          -- An owner was asked about it, or its sender died.
          ${campaignSends.attemptedAt} is not null and ${campaignSends.dueAt} is not null as is_uncertain,
          ${campaignSends.attemptedAt} is not null or ${campaignSends.uncertainAt} is not null as is_begun
        from ${campaignRuns}
        join ${campaigns} on ${campaigns.id} = ${campaignRuns.campaignId}
        join ${campaignSends} on ${campaignSends.campaignId} = ${campaignRuns.campaignId}
        where ${campaignRuns.finishedAt} is null and ${campaigns.cancelledAt} is not null
          and ${isOpen} and (
            ${campaignSends.attemptedAt} is null or ${campaignSends.dueAt} is null
            or ${campaignSends.dueAt} <= now()
          )
        limit ${chunk}::integer
        for update of campaign_sends skip locked
      ),
      dropped as (
        update ${campaignSends}
        set claimed_by = null,
          uncertain_at = case when open.is_uncertain
            then coalesce(${campaignSends.uncertainAt}, now()) else ${campaignSends.uncertainAt} end,
          uncertain_times = ${campaignSends.uncertainTimes} + open.is_uncertain::integer,
          dropped_reason = case when open.is_begun then 'uncertain' else 'cancelled' end
        from open where ${campaignSends.id} = open.id
        returning ${campaignSends.campaignId}, ${campaignSends.organizationId},
          open.is_uncertain and ${campaignSends.uncertainTimes} = 1 as is_new
      ),
      counted as (${counted("uncertain", sql`dropped where is_new`)})
      select from dropped`,
    () => 1,
  );
  return dropped.length;
}

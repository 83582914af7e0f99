import { type Database, rows } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { campaignRuns, sendingBuckets } from "../schema.ts";
import { provider } from "./limits.ts";

/** Connections that may fail in a row before a campaign is paused. */
const failureLimit = 20;

/** Counts a connection that failed. @returns whether these were too many in a row. */
export async function countFailure(db: Database, campaignId: string): Promise<boolean> {
  const [failures = 0] = await rows(
    db,
    sql`
      update ${campaignRuns} set failures = ${campaignRuns.failures} + 1
      where ${campaignRuns.campaignId} = ${campaignId}::uuid
      returning ${campaignRuns.failures}`,
    (row) => Number(row.failures),
  );
  return failures >= failureLimit;
}

/** A connection came about. */
export async function forgetFailures(db: Database, campaignId: string): Promise<void> {
  await db.execute(sql`
    update ${campaignRuns} set failures = 0
    where ${campaignRuns.campaignId} = ${campaignId}::uuid and ${campaignRuns.failures} > 0`);
}

/**
 * Halves the pace, as the mail server has asked for; it grows back, a tenth a minute. Those who are told
 * so at the same time halve it once.
 */
export async function slowDown(db: Database): Promise<void> {
  await db.execute(sql`
    update ${sendingBuckets}
    set slowed_at = now(), pace = greatest(5, least(100, ${sendingBuckets.pace} + coalesce(10 * floor(
      greatest(0, extract(epoch from now() - ${sendingBuckets.slowedAt})) / 60), 0)) / 2)::integer
    where ${sendingBuckets.provider} = ${provider} and (
      ${sendingBuckets.slowedAt} is null or ${sendingBuckets.slowedAt} < now() - interval '5 seconds'
    )`);
}

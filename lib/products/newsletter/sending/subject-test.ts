import { type Database, rows } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { organizations } from "#lib/organizations/schema.ts";
import { campaignRuns, campaignSends, campaigns } from "../schema.ts";
import { isOpen, isSending } from "./conditions.ts";

/** Rows that one statement lets go. */
const chunk = 20_000;

/**
 * Ends the tests of two subjects: one whose minutes are over is decided by clicks, with the first subject
 * for a draw. Then those who waited get the better one.
 * @param signal aborted when the time is over.
 */
export async function endTests(
  db: Database,
  { signal, size = chunk }: { signal?: AbortSignal; size?: number } = {},
): Promise<{ released: number }> {
  await decide(db);
  let released = 0;
  for (let part = size; part === size && !signal?.aborted; ) {
    part = await releaseRest(db, size);
    released += part;
  }
  return { released };
}

async function decide(db: Database): Promise<void> {
  await db.execute(sql`
    update ${campaigns}
    set test_winner = case when clicks.of_b > clicks.of_a then 'b' else 'a' end
    from ${campaignRuns}, lateral (
      select
        coalesce(avg((${campaignSends.firstClickedAt} is not null)::integer)
          filter (where ${campaignSends.variant} = 0), 0) as of_a,
        coalesce(avg((${campaignSends.firstClickedAt} is not null)::integer)
          filter (where ${campaignSends.variant} = 1), 0) as of_b
      from ${campaignSends}
      where ${campaignSends.campaignId} = ${campaignRuns.campaignId}
        and ${campaignSends.sentAt} is not null
    ) as clicks
    where ${campaigns.id} = ${campaignRuns.campaignId} and ${campaignRuns.finishedAt} is null
      and ${campaigns.subjectB} is not null and ${campaigns.testWinner} is null
      and ${campaigns.testMinutes} is not null and ${campaignRuns.queuedAt} is not null
      and ${campaignRuns.queuedAt} + make_interval(mins => ${campaigns.testMinutes}) <= now()`);
}

async function releaseRest(db: Database, size: number): Promise<number> {
  const released = await rows(
    db,
    sql`
      with waiting as materialized (
        select ${campaignSends.id}, ${campaigns.testWinner}
        from ${campaignRuns}
        join ${campaigns} on ${campaigns.id} = ${campaignRuns.campaignId}
        join ${organizations} on ${organizations.id} = ${campaignRuns.organizationId}
        join ${campaignSends} on ${campaignSends.campaignId} = ${campaignRuns.campaignId}
        where ${campaignRuns.finishedAt} is null and ${campaignRuns.queuedAt} is not null
          and ${isSending} and ${campaigns.testWinner} is not null and ${isOpen}
          and ${campaignSends.dueAt} is null and ${campaignSends.uncertainAt} is null
        limit ${size}::integer
        for update of campaign_sends skip locked
      )
      update ${campaignSends}
      set variant = (waiting.test_winner = 'b')::integer, due_at = now()
      from waiting where ${campaignSends.id} = waiting.id
      returning 1`,
    () => 1,
  );
  return released.length;
}

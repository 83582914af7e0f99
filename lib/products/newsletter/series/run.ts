import { type Database, rows } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { reportFailure } from "#lib/log/report.ts";
import { organizations } from "#lib/organizations/schema.ts";
import { series } from "../schema.ts";
import { isActive } from "../sending/conditions.ts";
import { chargeSeries } from "./charge.ts";
import { freezeSteps } from "./freeze-steps.ts";
import { joinFromList, joinFromSegment, type Part } from "./join.ts";
import { queueSteps } from "./queue-steps.ts";

interface Run extends Part {
  /** Where people reach the app. */
  appUrl: string;
}

const activeSeries = (db: Database) =>
  rows(
    db,
    sql`
      select ${series.id}, ${series.listId} is not null as has_list from ${series}
      join ${organizations} on ${organizations.id} = ${series.organizationId}
      where ${isActive} and ${organizations.deletedAt} is null
      -- By chance, so that a look that runs out of time does not always leave the same one out.
      order by random()`,
    (row) => ({ id: String(row.id), hasList: row.has_list === true }),
  );

/** Whether anybody's series is active. */
export const hasActiveSeries = async (db: Database): Promise<boolean> =>
  (await activeSeries(db)).length > 0;

/** Charges what the series have sent. */
export async function chargeAllSeries(db: Database, { appUrl }: { appUrl: string }): Promise<void> {
  for (const { id } of await activeSeries(db)) await chargeSeries(db, { seriesId: id, appUrl });
}

/**
 * What every ring of the clock does for series, before the sender works off the queue: charges what they have
 * sent, takes in those who joined, and queues the steps that are due.
 */
export async function runSeries(
  db: Database,
  { appUrl, ...part }: Run,
): Promise<{ joined: number; queued: number }> {
  const total = { joined: 0, queued: 0 };
  const active = await activeSeries(db);
  if (active.length === 0) return total;
  await freezeSteps(db);
  for (const { id, hasList } of active) {
    if (part.signal?.aborted) break;
    try {
      if (!(await chargeSeries(db, { seriesId: id, appUrl }))) continue;
      total.joined += await (hasList ? joinFromList : joinFromSegment)(db, id, part);
      total.queued += (await queueSteps(db, id, part)).queued;
    } catch (error) {
      // It does not keep the others, and campaigns, from being sent.
      reportFailure("series_not_queued", error);
    }
  }
  return total;
}

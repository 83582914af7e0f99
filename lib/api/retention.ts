import * as z from "zod/mini";
import { type Database, rows } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { lastingLimits, rateLimits } from "#lib/quotas/schema.ts";
import { idempotencyKeys } from "./schema.ts";

/** For how many hours at least an answer is given again. It is, for as long as it is kept. */
export const replayHours = 24;

const removed = z.object({ answers: z.int(), limits: z.int() });

/**
 * Removes the answers that were kept long enough, and the counts of callers whose whole quota is there
 * again: the next caller starts with a full quota, which is the same.
 */
export async function removeExpired(db: Database): Promise<z.output<typeof removed>> {
  const statement = sql`
    with answers as (
      delete from ${idempotencyKeys}
      where id in (
        select id from ${idempotencyKeys}
        where created_at < now() - make_interval(hours => ${replayHours}::integer)
        for update skip locked
      )
      returning id
    ),
    limits as (${whole(rateLimits)}),
    lasting as (${whole(lastingLimits)})
    select (select count(*)::integer from answers) as answers,
      (select count(*) from limits)::integer + (select count(*) from lasting)::integer as limits`;
  const [found] = await rows(db, statement, (row) => removed.parse(row));
  return found ?? { answers: 0, limits: 0 };
}

const whole = (table: typeof rateLimits | typeof lastingLimits) => sql`
  delete from ${table}
  where bucket in (select bucket from ${table} where full_at < now() for update skip locked)
  returning bucket`;

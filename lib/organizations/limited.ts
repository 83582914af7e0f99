import type { SQL } from "drizzle-orm";
import { sql } from "#lib/db/sql.ts";
import { type Draw, drawing } from "#lib/quotas/drawing.ts";
import type { RefusalCode } from "./refusals.ts";

/** A quota that an act draws on, and what it is refused with when that is used up. */
export interface Limit extends Draw {
  code: RefusalCode;
}

/**
 * The common table expressions `drawn` and `verdict`, for acts that have limits: `verdict` is what
 * `judged` says, but where that is `done` it draws on the quotas, on all of them or none.
 * @param columns of `judged` that the act reads, besides `outcome`.
 * @param counts what else has to be true of `judged` for it to draw.
 */
export const limited = (
  limits: readonly Limit[],
  columns: SQL,
  counts: SQL = sql`true`,
): SQL => sql`
  drawn as materialized (${drawing(limits, sql`judged where outcome = 'done' and ${counts}`)}),
  verdict as materialized (
    select ${columns}, coalesce((
      select (array[${sql.join(
        limits.map(({ code }) => sql`${code}::text`),
        sql`, `,
      )}])[refused] from drawn where not is_within
    ), outcome) as outcome
    from judged
  )`;

/** When an act that was refused by a limit may be tried again, in whole seconds; else null. */
export const retryAfter: SQL = sql`(select ceil(retry_in)::integer from drawn where not is_within)`;

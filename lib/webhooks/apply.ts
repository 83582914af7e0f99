import { type SQL, sql } from "drizzle-orm";
import * as z from "zod/mini";
import { type Database, rows } from "#lib/db/database.ts";
import { retryTransient } from "#lib/db/retry.ts";
import type { Effect } from "./effect.ts";
import { outcomes } from "./schema.ts";

const applied = z.object({
  outcome: z.enum(outcomes),
  /** Why, when it is parked or ignored. */
  reason: z.nullable(z.string()),
  /** What somebody should look at although it was applied. */
  notice: z.nullable(z.string()),
});

export type Applied = z.output<typeof applied>;

/** What must be unique was taken meanwhile, or what must be known has only just arrived: look again. */
const raceCodes = ["23505", "23502"];

/**
 * Does an effect that no delivery brought, under the same guards and in one statement. The inbox knows
 * nothing of it.
 */
export async function applyEffect(db: Database, effect: Effect): Promise<Applied> {
  const statement = effectStatement(effect);
  const [result] = await retryTransient(() => rows(db, statement, parseApplied), raceCodes);
  if (!result) throw new Error("An effect answered no row");
  return result;
}

export const parseApplied = (row: Record<string, unknown>): Applied => applied.parse(row);

/** The statement that does an effect and says in one row what came of it. */
export function effectStatement(effect: Effect): SQL {
  const nothing = sql`null::text`;
  const { ctes = sql``, applied: isApplied = sql`false` } = effect;
  const { ignored = nothing, parked = nothing, notice = nothing } = effect;
  return sql`
    with fresh as (select),
    ${ctes}
    judged as (
      select needless, obstacle, case
        when needless is not null then 'ignored'
        when ${isApplied} then 'applied'
        when obstacle is not null then 'parked'
        else 'stale'
      end as outcome
      from (select ${ignored} as needless, ${parked} as obstacle) as reasons
    )
    select outcome,
      case outcome when 'ignored' then needless when 'parked' then obstacle end as reason,
      case outcome when 'applied' then ${notice} end as notice
    from judged`;
}

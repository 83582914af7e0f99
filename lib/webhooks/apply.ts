import type { SQL } from "drizzle-orm";
import * as z from "zod/mini";
import { type Database, rows } from "#lib/db/database.ts";
import { retryTransient } from "#lib/db/retry.ts";
import { sql } from "#lib/db/sql.ts";
import { type Effect, raceCodes, verdictOf } from "./effect.ts";
import { outcomes } from "./schema.ts";

const applied = z.object({
  outcome: z.enum(outcomes),
  /** Why, when it is parked or ignored. */
  reason: z.nullable(z.string()),
  /** What somebody should look at although it was applied. */
  notice: z.nullable(z.string()),
});

export type Applied = z.output<typeof applied>;

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
  return sql`
    with fresh as (select),
    ${effect.ctes ?? sql``}
    verdict as (${verdictOf(effect)})
    select * from verdict`;
}

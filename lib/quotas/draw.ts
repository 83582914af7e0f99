import * as z from "zod/mini";
import { type Database, rows } from "#lib/db/database.ts";
import { retryTransient } from "#lib/db/retry.ts";
import { sql } from "#lib/db/sql.ts";
import { type Draw, drawing } from "./drawing.ts";

/** How a draw on some quotas came out. */
export interface Drawn {
  /** Whether all of them had one left; else none was taken. */
  isWithin: boolean;
  /** Whole seconds until the same draw would pass, for `Retry-After`; 0 when it did. */
  retryAfter: number;
  /** The first quota that was used up. */
  refused: Draw | null;
}

const row = z.object({
  isWithin: z.boolean(),
  retryIn: z.number(),
  refused: z.nullable(z.number()),
});

/**
 * Takes one from each quota, or from none, in a statement of its own: for what is not one statement. An
 * act that is one draws in it instead (`drawing`).
 */
export async function draw(db: Database, draws: readonly Draw[]): Promise<Drawn> {
  const statement = sql`
    select is_within as "isWithin", retry_in as "retryIn", refused
    from (${drawing(draws)}) as drawn`;
  const [found] = await retryTransient(() => rows(db, statement, (line) => row.parse(line)));
  if (!found) throw new Error("A draw has one row");
  return {
    isWithin: found.isWithin,
    retryAfter: Math.ceil(found.retryIn),
    refused: draws[(found.refused ?? 0) - 1] ?? null,
  };
}

import type postgres from "postgres";
import * as z from "zod/mini";
import type { Written } from "#lib/db/written.ts";

/** What Postgres says of a statement that it has run. */
export interface Explained {
  /** Milliseconds; parsing and rewriting are not in it. */
  planning: number;
  /** Milliseconds. */
  executing: number;
  /** Pages of the database that it read, from memory or not. */
  buffers: number;
}

const block = z.object({ "Shared Hit Blocks": z.number(), "Shared Read Blocks": z.number() });
const explained = z.pipe(
  z.tuple([z.object({ Plan: block, "Planning Time": z.number(), "Execution Time": z.number() })]),
  z.transform(
    ([told]): Explained => ({
      planning: told["Planning Time"],
      executing: told["Execution Time"],
      buffers: told.Plan["Shared Hit Blocks"] + told.Plan["Shared Read Blocks"],
    }),
  ),
);

/** Runs a statement and has Postgres explain it, with its parameters as they are sent. */
export async function explain(
  client: Pick<postgres.Sql, "unsafe">,
  { text, parameters }: Written,
): Promise<Explained> {
  // Without the time of each node, whose measuring would be a large part of a small statement.
  const options = "analyze, buffers, summary, timing off, format json";
  const [row] = await client.unsafe(
    `explain (${options}) ${text}`,
    parameters as postgres.ParameterOrJSON<never>[],
  );
  return explained.parse(Object(row)["QUERY PLAN"]);
}

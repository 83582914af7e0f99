import type { SQL } from "drizzle-orm";
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import type * as schema from "./schema.ts";

/**
 * What a domain function takes: drizzle on any driver. It has no `transaction`, because neon-http has
 * none, and so that every act is one statement.
 */
export type Database = Omit<Drizzle, "transaction" | "query">;

type Drizzle = PgDatabase<PgQueryResultHKT, typeof schema>;

/**
 * With drizzle's relational queries. They need every table and relation of the project, which no edge
 * function should carry and build anew in each isolate, so there are none over HTTP.
 */
export type RelationalDatabase = Database & Pick<Drizzle, "query">;

type Select = "select" | "selectDistinct" | "selectDistinctOn";

/**
 * What a function that only reads takes. It is there for raw statements as well, which only their
 * author can promise to read: over HTTP they may be sent twice.
 */
export interface ReadDatabase extends Pick<Database, Select | "$with" | "$count" | "execute"> {
  /** Drizzle's `with` offers writes too. */
  with(...queries: Parameters<Database["with"]>): Pick<ReturnType<Database["with"]>, Select>;
}

/** What a function needs that sends raw statements only, and may be run by the lean client (lean.ts). */
export interface Executing {
  execute(statement: SQL): PromiseLike<unknown>;
}

/**
 * The rows of a raw statement. neon-http answers `{ rows }`, postgres-js an array.
 * `parse` turns each row into its type and throws on a row of another shape; raw rows hold what the
 * driver gives, so cast in SQL what must be the same on both (facts on each driver: docs/endpoints.md).
 */
export async function rows<Row>(
  db: Executing,
  statement: SQL,
  parse: (row: Record<string, unknown>) => Row,
): Promise<Row[]> {
  const result: unknown = await db.execute(statement);
  return rowsOf(result).map(parse);
}

function rowsOf(result: unknown): Record<string, unknown>[] {
  if (Array.isArray(result)) return result;
  if (
    typeof result === "object" &&
    result !== null &&
    "rows" in result &&
    Array.isArray(result.rows)
  ) {
    return result.rows;
  }
  throw new TypeError("The driver answered neither an array nor an object with rows");
}

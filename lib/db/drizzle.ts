import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import type { Database } from "./database.ts";

/**
 * A database with drizzle's query builder, on any driver: for scripts, demo data and tests. Product code
 * takes a `Database`, as the builder is 75 KB of an edge bundle.
 */
export type DrizzleDatabase = Database &
  Pick<
    PgDatabase<PgQueryResultHKT>,
    "select" | "selectDistinct" | "selectDistinctOn" | "insert" | "update" | "delete" | "$count"
  >;

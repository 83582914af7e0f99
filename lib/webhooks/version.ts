import type { SQL } from "drizzle-orm";
import { sql } from "#lib/db/sql.ts";
import type { ColumnValues } from "./upsert.ts";

/**
 * Where an event stands in the total order of its entity: by time, then rank, then tie. Two different
 * events never share a version, because the tie ends with a hash of the body.
 */
export interface Version {
  /** ISO 8601 with all its digits; a JavaScript `Date` would lose the microseconds. */
  at: string;
  /** A bigint. */
  rank: SQL;
  tie: string;
}

/** The tie is compared byte by byte, whatever the database's locale. */
export const versionColumns = (at = "event_at"): SQL[] => [
  sql.raw(at),
  sql.raw("event_rank"),
  sql.raw('event_tie collate "C"'),
];

export const versionValues = ({ at, rank, tie }: Version): ColumnValues => ({
  event_at: sql`${at}::timestamptz`,
  event_rank: rank,
  event_tie: sql`${tie}::text`,
});

/** A moment as a rank: microseconds since 1970. */
export const microseconds = (timestamp: string): SQL => rankOf(sql`${timestamp}::timestamptz`);

/** The same of a moment in SQL. */
export const rankOf = (moment: SQL): SQL => sql`(extract(epoch from ${moment}) * 1000000)::bigint`;

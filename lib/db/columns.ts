import { bigint, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { sql } from "./sql.ts";

/** A random uuid as primary key. */
export const id = () => uuid("id").primaryKey().defaultRandom();

/** A moment, kept by Postgres with microseconds and read as a JavaScript `Date` (milliseconds). */
export const moment = (name: string) => timestamp(name, { withTimezone: true });

export const createdAt = () => moment("created_at").notNull().defaultNow();

/** A count that may pass 2^31 but not 2^53: credits, tokens, cents. */
export const count = (name: string) => bigint(name, { mode: "number" });

/**
 * The version of a synced row: the greatest `(event_at, event_rank, event_tie)` it has seen.
 * A stub, inserted for a parent that has not arrived yet, is older than every event.
 * `event_tie` is compared byte by byte, so that the order does not depend on a locale.
 */
export const version = (eventAt = "event_at") => ({
  eventAt: timestamp(eventAt, { withTimezone: true, mode: "string" })
    .notNull()
    .default(sql`'-infinity'`),
  eventRank: count("event_rank").notNull().default(0),
  eventTie: text("event_tie").notNull().default(""),
});

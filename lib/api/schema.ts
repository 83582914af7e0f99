import { sql } from "drizzle-orm";
import { check, index, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { createdAt, moment } from "#lib/db/columns.ts";

/**
 * How far a caller has drawn on what they may, a row for each key, person or address. The table is
 * unlogged: counting costs no log, and a crash forgets at most a minute.
 */
export const rateLimits = pgTable("rate_limits", {
  /** `key:`, `person:` or `address:`, and which one. */
  bucket: text("bucket").primaryKey(),
  /**
   * When all of it may be used again: each request moves it on by its share of the window. Without
   * an index, so that to move it on touches the row alone.
   */
  fullAt: moment("full_at").notNull(),
});

/** What came of a request that had an `Idempotency-Key`, kept by the statement that acted. */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    /** SHA-256 of who asked, for what, and the key, as hexadecimal. */
    id: text("id").primaryKey(),
    /** SHA-256 of the body, as hexadecimal: another one under the same key is a mistake. */
    fingerprint: text("fingerprint").notNull(),
    /** The rows that the statement answered, of which the answer is made. */
    result: jsonb("result").notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    index("idempotency_keys_created_at").on(table.createdAt),
    check("idempotency_keys_id_check", sql`length(${table.id}) = 64`),
  ],
);

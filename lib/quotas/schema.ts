import { pgTable, text } from "drizzle-orm/pg-core";
import { moment } from "#lib/db/columns.ts";

/**
 * How far somebody has drawn on what they may, a row for each bucket. The table is unlogged: counting
 * costs no log, and a crash forgets at most ten minutes. Only `draw_quotas` writes it.
 */
export const rateLimits = pgTable("rate_limits", {
  /** What is counted and for whom, as `person:` and an id. */
  bucket: text("bucket").primaryKey(),
  /**
   * When all of it may be used again: each draw moves it on by its share of the window. Without an
   * index, so that to move it on touches the row alone.
   */
  fullAt: moment("full_at").notNull(),
});

/**
 * The same for windows of more than ten minutes, which a crash, or a compute that Neon suspends, must
 * not forget: this table is logged.
 */
export const lastingLimits = pgTable("lasting_limits", {
  bucket: text("bucket").primaryKey(),
  fullAt: moment("full_at").notNull(),
});

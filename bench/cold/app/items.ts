import { asc, eq } from "drizzle-orm";
import { integer, pgTable, text } from "drizzle-orm/pg-core";

/** The ten rows that every variant shows. */
export const items = pgTable("cold_items", {
  id: integer("id").primaryKey(),
  shelf: text("shelf").notNull(),
  name: text("name").notNull(),
});

export type Item = typeof items.$inferSelect;

export const ofShelf = eq(items.shelf, "middle");
export const inOrder = asc(items.id);

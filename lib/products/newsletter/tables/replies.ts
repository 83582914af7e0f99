import { index, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { createdAt } from "#lib/db/columns.ts";
import { organizationId } from "#lib/organizations/schema.ts";

/** Bounces and complaints that were taken, by the id of their event: each of them counts once. */
export const newsletterReplies = pgTable(
  "newsletter_replies",
  {
    organizationId: organizationId(),
    /** Which route took it: replies/sources.ts. */
    source: text("source").notNull(),
    /** The sender's id of the event, the same on every attempt. */
    eventId: text("event_id").notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.source, table.eventId] }),
    index("newsletter_replies_created").on(table.createdAt),
  ],
);

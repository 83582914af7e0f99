import { boolean, check, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { moment } from "#lib/db/columns.ts";
import { sql } from "#lib/db/sql.ts";
import { organizations } from "#lib/organizations/schema.ts";

/** How an organization sends; without a row, what the defaults here say. */
export const newsletterSettings = pgTable(
  "newsletter_settings",
  {
    organizationId: uuid("organization_id")
      .primaryKey()
      .references(() => organizations.id, { onDelete: "cascade" }),
    /** The name that letters come from; the organization's own when empty. */
    senderName: text("sender_name").notNull().default(""),
    /** Where answers go; null for the sender's address. */
    replyTo: text("reply_to"),
    /** The postal address that the law asks for at the end of a letter. */
    postalAddress: text("postal_address").notNull().default(""),
    timeZone: text("time_zone").notNull().default("UTC"),
    isTracked: boolean("is_tracked").notNull().default(true),
    /** What becomes of a mail whose fate a killed function left open. */
    whenUncertain: text("when_uncertain", { enum: ["send_again", "ask"] })
      .notNull()
      .default("send_again"),
    changedAt: moment("changed_at").notNull().defaultNow(),
  },
  (table) => [
    check(
      "newsletter_settings_uncertain_check",
      sql`${table.whenUncertain} in ('send_again', 'ask')`,
    ),
  ],
);

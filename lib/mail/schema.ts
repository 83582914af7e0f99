import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { createdAt, id, moment } from "#lib/db/columns.ts";

/**
 * Mail to be sent, written by the statement that is its cause. `id` gives the `Message-ID`, so a mail
 * that is sent again is the same mail.
 */
export const outbox = pgTable(
  "outbox",
  {
    id: id(),
    recipient: text("recipient").notNull(),
    /** Which of the templates, and what it needs to know. Links make it a secret: emptied once sent. */
    template: text("template").notNull(),
    props: jsonb("props").notNull(),
    attempts: integer("attempts").notNull().default(0),
    /** When it is due; while somebody sends it, when their claim ends. Null when nothing is left to do. */
    dueAt: moment("due_at").defaultNow(),
    sentAt: moment("sent_at"),
    /** What went wrong last, as the mail server said it. */
    failure: text("failure"),
    createdAt: createdAt(),
  },
  (table) => [index("outbox_due").on(table.dueAt).where(sql`${table.dueAt} is not null`)],
);

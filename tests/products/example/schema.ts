import { pgTable, text } from "drizzle-orm/pg-core";
import { createdAt, id } from "#lib/db/columns.ts";
import { personal } from "#lib/db/personal.ts";
import { user } from "#lib/identity/schema.ts";
import { organizationId } from "#lib/organizations/schema.ts";

export const exampleNotes = personal(
  pgTable("example_notes", {
    id: id(),
    organizationId: organizationId(),
    /** Null for a note that a key pinned. */
    userId: text("user_id").references(() => user.id),
    text: text("text").notNull(),
    createdAt: createdAt(),
  }),
);

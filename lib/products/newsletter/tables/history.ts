import { foreignKey, index, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { createdAt, id } from "#lib/db/columns.ts";
import { organizationId } from "#lib/organizations/schema.ts";
import { subscribers } from "./audience.ts";

/** What happened to a person, oldest first: where their consent came from, what they joined and left. */
export const subscriberEvents = pgTable(
  "subscriber_events",
  {
    id: id(),
    organizationId: organizationId(),
    subscriberId: uuid("subscriber_id").notNull(),
    /** Such as `added`, `requested`, `confirmed`, `joined`, `left`: subscriber-event.ts has them all. */
    kind: text("kind").notNull(),
    /** The member who did it; null when the person or a program did. No reference: members go. */
    actorId: text("actor_id"),
    /** The text that the person agreed to. */
    consent: text("consent"),
    /** Where they came from: the address of a page, the name of a file. */
    source: text("source"),
    /** The person's IP address, shortened to its network. */
    network: text("network"),
    /** Names and ids at that moment: `{"list": "Monthly letter"}`. */
    details: jsonb("details").notNull().default({}),
    createdAt: createdAt(),
  },
  (table) => [
    foreignKey({
      name: "subscriber_events_subscriber",
      columns: [table.organizationId, table.subscriberId],
      foreignColumns: [subscribers.organizationId, subscribers.id],
    }).onDelete("cascade"),
    index("subscriber_events_subscriber").on(table.subscriberId, table.createdAt),
  ],
);

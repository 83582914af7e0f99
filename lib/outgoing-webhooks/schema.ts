import {
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { createdAt, id, moment } from "#lib/db/columns.ts";
import { sql } from "#lib/db/sql.ts";
import { user } from "#lib/identity/schema.ts";
import { organizationId } from "#lib/organizations/schema.ts";

/** URLs that an organization has its events sent to. */
export const webhookEndpoints = pgTable(
  "webhook_endpoints",
  {
    id: id(),
    organizationId: organizationId(),
    url: text("url").notNull(),
    description: text("description").notNull().default(""),
    /** The types of events that it gets, such as `subscriber.created`. */
    events: text("events").array().notNull(),
    /** `whsec_` and 32 bytes in base64: it signs, so it is kept as it is. Shown once, and read by no page. */
    secret: text("secret").notNull(),
    /** What the form or the request that made the secret is known by: sent twice, it makes one. */
    secretId: uuid("secret_id").notNull(),
    /** The secret before it, which signs as well until then. */
    previousSecret: text("previous_secret"),
    previousUntil: moment("previous_until"),
    /** Since when nothing has arrived; null while the last request was answered well. */
    failingSince: moment("failing_since"),
    /** A disabled endpoint gets nothing, and no new events wait for it. */
    disabledAt: moment("disabled_at"),
    disabledReason: text("disabled_reason", { enum: ["member", "gone", "failing"] }),
    /** Removed with its messages by the next run of the job. */
    deletedAt: moment("deleted_at"),
    createdBy: text("created_by").references(() => user.id),
    createdAt: createdAt(),
  },
  (table) => [
    check(
      "webhook_endpoints_disabled_check",
      sql`(${table.disabledAt} is null) = (${table.disabledReason} is null)
        and coalesce(${table.disabledReason} in ('member', 'gone', 'failing'), true)`,
    ),
    unique("webhook_endpoints_organization_id").on(table.organizationId, table.id),
    index("webhook_endpoints_created").on(table.organizationId, table.createdAt, table.id),
    index("webhook_endpoints_deleted")
      .on(table.deletedAt)
      .where(sql`${table.deletedAt} is not null`),
  ],
);

/** The outbox: one row for each event and endpoint, written by the statement that is its cause. */
export const webhookMessages = pgTable(
  "webhook_messages",
  {
    /** The `webhook-id`, the same in every attempt. */
    id: id(),
    organizationId: organizationId(),
    endpointId: uuid("endpoint_id").notNull(),
    type: text("type").notNull(),
    /** The id of what it is about, so that erasing that takes it along. */
    subject: text("subject"),
    /** JSON as it is signed and sent. */
    body: text("body").notNull(),
    /** When the next attempt is due; during one, when its claim ends. Null when nothing is left to do. */
    dueAt: moment("due_at").defaultNow(),
    attempts: integer("attempts").notNull().default(0),
    /** How many attempts of this round failed: sending it again begins another round. */
    failures: integer("failures").notNull().default(0),
    deliveredAt: moment("delivered_at"),
    createdAt: createdAt(),
  },
  (table) => [
    foreignKey({
      name: "webhook_messages_endpoint",
      columns: [table.organizationId, table.endpointId],
      foreignColumns: [webhookEndpoints.organizationId, webhookEndpoints.id],
    }).onDelete("cascade"),
    unique("webhook_messages_organization_id").on(table.organizationId, table.id),
    index("webhook_messages_created").on(table.endpointId, table.createdAt, table.id),
    index("webhook_messages_due")
      .on(table.endpointId, table.dueAt)
      .where(sql`${table.dueAt} is not null`),
    index("webhook_messages_subject")
      .on(table.organizationId, table.subject)
      .where(sql`${table.subject} is not null`),
    index("webhook_messages_old").on(table.createdAt),
  ],
);

/** One request of a message, and how it was answered. */
export const webhookAttempts = pgTable(
  "webhook_attempts",
  {
    organizationId: organizationId(),
    messageId: uuid("message_id").notNull(),
    /** From 1. */
    number: integer("number").notNull(),
    /** The HTTP status; null without an answer. */
    status: integer("status"),
    /** Why there was no answer. */
    failure: text("failure"),
    /** The first 1,000 characters of the answer. */
    answer: text("answer"),
    milliseconds: integer("milliseconds").notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.messageId, table.number] }),
    foreignKey({
      name: "webhook_attempts_message",
      columns: [table.organizationId, table.messageId],
      foreignColumns: [webhookMessages.organizationId, webhookMessages.id],
    }).onDelete("cascade"),
  ],
);

import { sql } from "drizzle-orm";
import { check, foreignKey, index, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, moment } from "#lib/db/columns.ts";
import { organizationId, ownerId } from "#lib/organizations/schema.ts";

export const subscribers = pgTable(
  "subscribers",
  {
    id: id(),
    organizationId: organizationId(),
    ownerId: ownerId(),
    email: text("email").notNull(),
    status: text("status", { enum: ["subscribed", "unsubscribed", "bounced"] })
      .notNull()
      .default("subscribed"),
    createdAt: createdAt(),
  },
  (table) => [
    check(
      "subscribers_status_check",
      sql`${table.status} in ('subscribed', 'unsubscribed', 'bounced')`,
    ),
    unique("subscribers_organization_id").on(table.organizationId, table.id),
    unique("subscribers_organization_email").on(table.organizationId, table.email),
    index("subscribers_owner_id_index").on(table.ownerId),
  ],
);

export const lists = pgTable(
  "lists",
  {
    id: id(),
    organizationId: organizationId(),
    ownerId: ownerId(),
    name: text("name").notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    unique("lists_organization_id").on(table.organizationId, table.id),
    index("lists_owner_id_index").on(table.ownerId),
  ],
);

export const listSubscriptions = pgTable(
  "list_subscriptions",
  {
    id: id(),
    organizationId: organizationId(),
    listId: uuid("list_id").notNull(),
    subscriberId: uuid("subscriber_id").notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    foreignKey({
      name: "list_subscriptions_list",
      columns: [table.organizationId, table.listId],
      foreignColumns: [lists.organizationId, lists.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "list_subscriptions_subscriber",
      columns: [table.organizationId, table.subscriberId],
      foreignColumns: [subscribers.organizationId, subscribers.id],
    }).onDelete("cascade"),
    unique("list_subscriptions_list_subscriber").on(table.listId, table.subscriberId),
    index("list_subscriptions_subscriber_id_index").on(table.subscriberId),
  ],
);

export const campaigns = pgTable(
  "campaigns",
  {
    id: id(),
    organizationId: organizationId(),
    listId: uuid("list_id").notNull(),
    subject: text("subject").notNull(),
    status: text("status", { enum: ["draft", "scheduled", "sent"] })
      .notNull()
      .default("draft"),
    scheduledAt: moment("scheduled_at"),
    createdAt: createdAt(),
  },
  (table) => [
    foreignKey({
      name: "campaigns_list",
      columns: [table.organizationId, table.listId],
      foreignColumns: [lists.organizationId, lists.id],
    }).onDelete("cascade"),
    check("campaigns_status_check", sql`${table.status} in ('draft', 'scheduled', 'sent')`),
    unique("campaigns_organization_id").on(table.organizationId, table.id),
    index("campaigns_list_id_index").on(table.listId),
  ],
);

export const campaignSends = pgTable(
  "campaign_sends",
  {
    id: id(),
    organizationId: organizationId(),
    campaignId: uuid("campaign_id").notNull(),
    subscriberId: uuid("subscriber_id").notNull(),
    status: text("status", { enum: ["queued", "delivered", "opened", "bounced"] })
      .notNull()
      .default("queued"),
    sentAt: moment("sent_at"),
    createdAt: createdAt(),
  },
  (table) => [
    foreignKey({
      name: "campaign_sends_campaign",
      columns: [table.organizationId, table.campaignId],
      foreignColumns: [campaigns.organizationId, campaigns.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "campaign_sends_subscriber",
      columns: [table.organizationId, table.subscriberId],
      foreignColumns: [subscribers.organizationId, subscribers.id],
    }).onDelete("cascade"),
    check(
      "campaign_sends_status_check",
      sql`${table.status} in ('queued', 'delivered', 'opened', 'bounced')`,
    ),
    unique("campaign_sends_campaign_subscriber").on(table.campaignId, table.subscriberId),
    index("campaign_sends_campaign_id_index").on(table.campaignId),
    index("campaign_sends_subscriber_id_index").on(table.subscriberId),
  ],
);

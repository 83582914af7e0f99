import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { createdAt, id, moment } from "#lib/db/columns.ts";
import { sql } from "#lib/db/sql.ts";
import { organizationId, ownerId } from "#lib/organizations/schema.ts";
import { subscriberWords } from "./words.ts";

/** The people that an organization writes to. */
export const subscribers = pgTable(
  "subscribers",
  {
    id: id(),
    organizationId: organizationId(),
    ownerId: ownerId(),
    /** What addresses are compared by: NFC, the domain as A-labels, all in lower case. */
    email: text("email").notNull(),
    /** The address as it was typed, which mail goes to; null where it is the same as `email`. */
    address: text("address"),
    /** `hashAddress(email)`: what suppressions know an address by. Null only in rows that no act wrote. */
    addressHash: text("address_hash"),
    name: text("name"),
    /** Own fields of the organization, by the name of their placeholder; each value as text. */
    fields: jsonb("fields").$type<Record<string, string>>().notNull().default({}),
    status: text("status", { enum: ["subscribed", "unsubscribed", "bounced"] })
      .notNull()
      .default("subscribed"),
    /** Since when a confirmation is awaited: no campaign goes to someone who has not confirmed. */
    pendingSince: moment("pending_since"),
    confirmedAt: moment("confirmed_at"),
    unsubscribedAt: moment("unsubscribed_at"),
    bouncedAt: moment("bounced_at"),
    complainedAt: moment("complained_at"),
    /** Soft bounces in a row, and when the first of them came. */
    softBounces: integer("soft_bounces").notNull().default(0),
    softBouncedSince: moment("soft_bounced_since"),
    /** Whether opens and clicks of this person may be recorded. */
    isTracked: boolean("is_tracked").notNull().default(true),
    /** The import that created the person. It takes nobody along when it is undone after `changedAt`. */
    importId: uuid("import_id"),
    /** When a person, a member or a program last changed something; null since it was created. */
    changedAt: moment("changed_at"),
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
    index("subscribers_created").on(table.organizationId, table.createdAt, table.id),
    index("subscribers_status").on(table.organizationId, table.status, table.createdAt, table.id),
    index("subscribers_pending")
      .on(table.organizationId, table.createdAt, table.id)
      .where(sql`${table.pendingSince} is not null`),
    // Search by any part of a name or address.
    index("subscribers_words").using(
      "gin",
      table.organizationId,
      sql`${subscriberWords(table)} gin_trgm_ops`,
    ),
    // A bounce may name an address and no organization.
    index("subscribers_hashed").on(table.addressHash, table.organizationId),
    index("subscribers_import")
      .on(table.organizationId, table.importId)
      .where(sql`${table.importId} is not null`),
  ],
);

export const lists = pgTable(
  "lists",
  {
    id: id(),
    organizationId: organizationId(),
    ownerId: ownerId(),
    name: text("name").notNull(),
    /** What people read about it on the preferences page. */
    description: text("description").notNull().default(""),
    /** Whether people see it on the preferences page, and can join it there. */
    isPublic: boolean("is_public").notNull().default(false),
    /** A list with campaigns is archived and not deleted. */
    archivedAt: moment("archived_at"),
    createdAt: createdAt(),
  },
  (table) => [
    unique("lists_organization_id").on(table.organizationId, table.id),
    index("lists_owner_id_index").on(table.ownerId),
  ],
);

/** Who is on which list. The row goes when the person leaves it; `subscriber_events` tells of it. */
export const listSubscriptions = pgTable(
  "list_subscriptions",
  {
    id: id(),
    organizationId: organizationId(),
    listId: uuid("list_id").notNull(),
    subscriberId: uuid("subscriber_id").notNull(),
    /** The import that put them on it. */
    importId: uuid("import_id"),
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
    index("list_subscriptions_joined").on(table.listId, table.createdAt, table.subscriberId),
  ],
);

/** Own fields of an organization, such as a city or a date of birth. */
export const subscriberFields = pgTable(
  "subscriber_fields",
  {
    id: id(),
    organizationId: organizationId(),
    /** The name of its placeholder, `{{city}}`: `fieldName` of content/placeholder.ts. */
    key: text("key").notNull(),
    label: text("label").notNull(),
    kind: text("kind", { enum: ["text", "number", "date", "boolean"] }).notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    check(
      "subscriber_fields_kind_check",
      sql`${table.kind} in ('text', 'number', 'date', 'boolean')`,
    ),
    unique("subscriber_fields_organization_key").on(table.organizationId, table.key),
  ],
);

/** Saved filters over the audience. */
export const segments = pgTable(
  "segments",
  {
    id: id(),
    organizationId: organizationId(),
    ownerId: ownerId(),
    name: text("name").notNull(),
    filter: jsonb("filter").notNull(),
    archivedAt: moment("archived_at"),
    createdAt: createdAt(),
  },
  (table) => [
    unique("segments_organization_id").on(table.organizationId, table.id),
    index("segments_owner_id_index").on(table.ownerId),
  ],
);

/**
 * Addresses that an organization does not write to, known by their HMAC: it outlives an erasure, and tells
 * nobody an address. The greatest reason stays: a complaint cannot be lifted, a bounce can.
 */
export const suppressions = pgTable(
  "suppressions",
  {
    organizationId: organizationId(),
    addressHash: text("address_hash").notNull(),
    reason: text("reason", { enum: ["left", "bounce", "do_not_mail", "complaint"] }).notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.addressHash] }),
    check(
      "suppressions_reason_check",
      sql`${table.reason} in ('left', 'bounce', 'do_not_mail', 'complaint')`,
    ),
  ],
);

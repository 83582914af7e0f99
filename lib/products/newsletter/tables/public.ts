import {
  boolean,
  foreignKey,
  index,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { createdAt, id, moment } from "#lib/db/columns.ts";
import { sql } from "#lib/db/sql.ts";
import { organizationId, ownerId } from "#lib/organizations/schema.ts";
import { lists, subscribers } from "./audience.ts";

/** A form that anyone can sign up with: hosted, or embedded in a page of the organization's own. */
export const subscribeForms = pgTable(
  "subscribe_forms",
  {
    id: id(),
    organizationId: organizationId(),
    ownerId: ownerId(),
    /** What members call it. */
    name: text("name").notNull(),
    title: text("title").notNull(),
    description: text("description").notNull().default(""),
    /** What a person agrees to, kept with each consent as it was read. */
    consent: text("consent").notNull(),
    asksName: boolean("asks_name").notNull().default(false),
    isDoubleOptIn: boolean("is_double_opt_in").notNull().default(true),
    archivedAt: moment("archived_at"),
    createdAt: createdAt(),
  },
  (table) => [
    unique("subscribe_forms_organization_id").on(table.organizationId, table.id),
    index("subscribe_forms_owner_id_index").on(table.ownerId),
  ],
);

/** The lists that a form signs people up for. */
export const subscribeFormLists = pgTable(
  "subscribe_form_lists",
  {
    organizationId: organizationId(),
    formId: uuid("form_id").notNull(),
    listId: uuid("list_id").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.formId, table.listId] }),
    foreignKey({
      name: "subscribe_form_lists_form",
      columns: [table.organizationId, table.formId],
      foreignColumns: [subscribeForms.organizationId, subscribeForms.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "subscribe_form_lists_list",
      columns: [table.organizationId, table.listId],
      foreignColumns: [lists.organizationId, lists.id],
    }).onDelete("cascade"),
    index("subscribe_form_lists_list_id_index").on(table.listId),
  ],
);

/** Someone asked to be signed up, and was sent a link to confirm it: good once, for 7 days. */
export const subscribeRequests = pgTable(
  "subscribe_requests",
  {
    id: id(),
    organizationId: organizationId(),
    subscriberId: uuid("subscriber_id").notNull(),
    formId: uuid("form_id"),
    /** The lists of the form at that moment. */
    listIds: text("list_ids").array().notNull(),
    name: text("name"),
    consent: text("consent").notNull(),
    source: text("source"),
    network: text("network"),
    /** Whether a mail was sent for it: at most 3 a day to one address. */
    isMailed: boolean("is_mailed").notNull().default(false),
    confirmedAt: moment("confirmed_at"),
    createdAt: createdAt(),
  },
  (table) => [
    unique("subscribe_requests_organization_id").on(table.organizationId, table.id),
    foreignKey({
      name: "subscribe_requests_subscriber",
      columns: [table.organizationId, table.subscriberId],
      foreignColumns: [subscribers.organizationId, subscribers.id],
    }).onDelete("cascade"),
    index("subscribe_requests_subscriber").on(table.subscriberId, table.createdAt),
    index("subscribe_requests_open").on(table.createdAt).where(sql`${table.confirmedAt} is null`),
  ],
);

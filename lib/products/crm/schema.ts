import { sql } from "drizzle-orm";
import { check, foreignKey, index, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { count, createdAt, id, moment } from "#lib/db/columns.ts";
import { user } from "#lib/identity/schema.ts";
import { organizationId, ownerId } from "#lib/organizations/schema.ts";

export const companies = pgTable(
  "companies",
  {
    id: id(),
    organizationId: organizationId(),
    name: text("name").notNull(),
    /** Accounts are de-duplicated on it. */
    domain: text("domain"),
    createdAt: createdAt(),
  },
  (table) => [
    unique("companies_organization_id").on(table.organizationId, table.id),
    index("companies_domain_index").on(table.domain),
  ],
);

export const contacts = pgTable(
  "contacts",
  {
    id: id(),
    organizationId: organizationId(),
    /** Null for a lead before its employer is known. */
    companyId: uuid("company_id"),
    ownerId: ownerId(),
    email: text("email").notNull(),
    name: text("name"),
    createdAt: createdAt(),
  },
  (table) => [
    // The migration narrows it to `set null (company_id)`, which drizzle-kit cannot express.
    foreignKey({
      name: "contacts_company",
      columns: [table.organizationId, table.companyId],
      foreignColumns: [companies.organizationId, companies.id],
    }).onDelete("set null"),
    unique("contacts_organization_id").on(table.organizationId, table.id),
    index("contacts_company_id_index").on(table.companyId),
    index("contacts_owner_id_index").on(table.ownerId),
  ],
);

export const pipelines = pgTable(
  "pipelines",
  {
    id: id(),
    organizationId: organizationId(),
    name: text("name").notNull(),
    createdAt: createdAt(),
  },
  (table) => [unique("pipelines_organization_id").on(table.organizationId, table.id)],
);

export const deals = pgTable(
  "deals",
  {
    id: id(),
    organizationId: organizationId(),
    contactId: uuid("contact_id").notNull(),
    pipelineId: uuid("pipeline_id").notNull(),
    ownerId: ownerId(),
    title: text("title").notNull(),
    amountCents: count("amount_cents").notNull().default(0),
    stage: text("stage", { enum: ["lead", "qualified", "won", "lost"] })
      .notNull()
      .default("lead"),
    closeDate: moment("close_date"),
    createdAt: createdAt(),
  },
  (table) => [
    foreignKey({
      name: "deals_contact",
      columns: [table.organizationId, table.contactId],
      foreignColumns: [contacts.organizationId, contacts.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "deals_pipeline",
      columns: [table.organizationId, table.pipelineId],
      foreignColumns: [pipelines.organizationId, pipelines.id],
    }),
    check("deals_stage_check", sql`${table.stage} in ('lead', 'qualified', 'won', 'lost')`),
    unique("deals_organization_id").on(table.organizationId, table.id),
    index("deals_stage_index").on(table.stage),
    index("deals_contact_id_index").on(table.contactId),
  ],
);

/** Append-only: a deal with activities cannot be deleted. Newest first on the timeline. */
export const activities = pgTable(
  "activities",
  {
    id: id(),
    organizationId: organizationId(),
    dealId: uuid("deal_id").notNull(),
    actorId: text("actor_id")
      .notNull()
      .references(() => user.id),
    type: text("type", { enum: ["call", "email", "note"] })
      .notNull()
      .default("note"),
    body: text("body"),
    occurredAt: moment("occurred_at").notNull().defaultNow(),
    createdAt: createdAt(),
  },
  (table) => [
    foreignKey({
      name: "activities_deal",
      columns: [table.organizationId, table.dealId],
      foreignColumns: [deals.organizationId, deals.id],
    }),
    check("activities_type_check", sql`${table.type} in ('call', 'email', 'note')`),
    index("activities_deal_occurred").on(table.dealId, table.occurredAt),
  ],
);

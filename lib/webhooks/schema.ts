import { sql } from "drizzle-orm";
import {
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { count, createdAt, id, moment } from "#lib/db/columns.ts";

/** The name of a provider that sends webhooks. `lib/integrations` knows which there are. */
export type Provider = string;

/**
 * What became of a delivery. `duplicate` is the answer to a second delivery of an id; the inbox keeps
 * the outcome of the first.
 */
export const outcomes = ["applied", "stale", "parked", "ignored"] as const;
export type Outcome = (typeof outcomes)[number];

/**
 * The inbox: every signed delivery, once per provider and id. The body is text because `jsonb`
 * refuses U+0000, and because a signature covers bytes.
 */
export const webhookEvents = pgTable(
  "webhook_events",
  {
    id: id(),
    provider: text("provider").notNull(),
    eventId: text("event_id").notNull(),
    type: text("type").notNull(),
    entityId: text("entity_id"),
    /** Not a foreign key: an event may come when what it is about is gone. It goes with its tenant. */
    organizationId: uuid("organization_id"),
    eventAt: moment("event_at"),
    eventRank: count("event_rank"),
    eventTie: text("event_tie"),
    body: text("body").notNull(),
    outcome: text("outcome", { enum: outcomes }).notNull(),
    /** Why an event is parked or was ignored. */
    reason: text("reason"),
    /** The key of what a parked event waits for, such as `product:<id>`. */
    waitsFor: text("waits_for"),
    attempts: integer("attempts").notNull().default(1),
    createdAt: createdAt(),
    processedAt: moment("processed_at").notNull().defaultNow(),
  },
  (table) => [
    // Which there are is for the code to say: another one needs no migration.
    check("webhook_events_provider_check", sql`${table.provider} ~ '^[a-z][a-z0-9_-]{0,31}$'`),
    check(
      "webhook_events_outcome_check",
      sql`${table.outcome} in ('applied', 'stale', 'parked', 'ignored')`,
    ),
    unique("webhook_events_provider_event").on(table.provider, table.eventId),
    index("webhook_events_created_at_index").on(table.createdAt),
    index("webhook_events_organization_created").on(
      table.organizationId,
      table.createdAt,
      table.id,
    ),
    index("webhook_events_organization_type").on(table.organizationId, table.type),
    index("webhook_events_organization_parked")
      .on(table.organizationId)
      .where(sql`${table.outcome} = 'parked'`),
    index("webhook_events_entity_index").on(table.provider, table.entityId),
    index("webhook_events_parked_index").on(table.waitsFor).where(sql`${table.outcome} = 'parked'`),
  ],
);

/** One pass over one resource of a provider. A pass that was stopped goes on at its cursor. */
export const reconcileRuns = pgTable(
  "reconcile_runs",
  {
    id: id(),
    provider: text("provider").notNull(),
    resource: text("resource").notNull(),
    /** Where the next page begins, as the provider counts; null before the first. */
    cursor: text("cursor"),
    /** Only what changed since then was looked at; null for everything. */
    since: moment("since"),
    /** How many were seen, repaired, missed and failed so far. */
    counts: jsonb("counts").$type<Record<string, number>>().notNull().default({}),
    createdAt: createdAt(),
    finishedAt: moment("finished_at"),
  },
  (table) => [
    index("reconcile_runs_provider_resource").on(table.provider, table.resource, table.createdAt),
  ],
);

/** What a finished run did not find at the provider. Missed by the next run too, it is gone. */
export const reconcileMisses = pgTable(
  "reconcile_misses",
  {
    provider: text("provider").notNull(),
    resource: text("resource").notNull(),
    entityId: text("entity_id").notNull(),
    runId: uuid("run_id").notNull(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.provider, table.resource, table.entityId] })],
);

/** What an unfinished run has found at the provider, for when it goes on after it was stopped. */
export const reconcileSeen = pgTable(
  "reconcile_seen",
  {
    runId: uuid("run_id")
      .notNull()
      .references(() => reconcileRuns.id, { onDelete: "cascade" }),
    entityId: text("entity_id").notNull(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.entityId] })],
);

import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { count, createdAt, id, moment, version } from "#lib/db/columns.ts";
import { organizationId, organizations } from "#lib/organizations/schema.ts";

/**
 * Append-only: the periods in which credits of a plan were drawn, once each. Until such a period ends,
 * what was drawn in it counts, whatever becomes of the subscription (`balance_on`).
 */
export const usagePeriods = pgTable(
  "usage_periods",
  {
    organizationId: organizationId(),
    periodStart: moment("period_start").notNull(),
    periodEnd: moment("period_end").notNull(),
    /** What was drawn on trial counts against another trial, and not against what is paid. */
    isTrial: boolean("is_trial").notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({
      columns: [table.organizationId, table.periodStart, table.periodEnd, table.isTrial],
    }),
  ],
);

/**
 * Append-only: one row per act that cost credits. `api_key_id` is null for a call by the system.
 *
 * The rows of an organization are a chain: each is later than the one before and carries the sums up to
 * itself, so what was used between two moments is the difference of two rows. Those of a key are a chain
 * in it. `spend_credits` writes them; a row that is inserted without sums gets them from a trigger
 * (docs/metering.md).
 */
export const apiUsage = pgTable(
  "api_usage",
  {
    id: id(),
    organizationId: organizationId(),
    apiKeyId: text("api_key_id"),
    creditsUsed: count("credits_used").notNull(),
    createdAt: createdAt(),
    /** What a repetition of the act is recognised by. */
    idempotencyKey: text("idempotency_key"),
    /** The part of the credits that grants gave, because the plan's were used up. */
    fromGrants: count("from_grants").notNull().default(0),
    /** Of the organization since ever, this row included. Below zero: not counted yet. */
    totalUsed: count("total_used").notNull().default(-1),
    totalFromGrants: count("total_from_grants").notNull().default(0),
    totalCalls: count("total_calls").notNull().default(-1),
    /** With its key since ever, this row included; 0 without a key. */
    keyUsed: count("key_used").notNull().default(0),
    keyCalls: count("key_calls").notNull().default(0),
    /** Credits that were left after it. */
    leftAfter: count("left_after").notNull().default(0),
  },
  (table) => [
    check("api_usage_credits_check", sql`${table.creditsUsed} >= 0`),
    check("api_usage_total_check", sql`${table.totalUsed} >= ${table.creditsUsed}`),
    check(
      "api_usage_calls_check",
      sql`${table.totalCalls} > 0 and (${table.apiKeyId} is null) = (${table.keyCalls} = 0)`,
    ),
    check("api_usage_grants_check", sql`${table.fromGrants} between 0 and ${table.creditsUsed}`),
    uniqueIndex("api_usage_idempotency_key")
      .on(table.organizationId, table.idempotencyKey)
      .where(sql`${table.idempotencyKey} is not null`),
    index("api_usage_organization_created").on(table.organizationId, table.createdAt),
    index("api_usage_key_created")
      .on(table.organizationId, table.apiKeyId, table.createdAt)
      .where(sql`${table.apiKeyId} is not null`),
  ],
);

/** Append-only: the sum of an hour that has ended. A sealed hour never changes. */
export const usageHours = pgTable(
  "usage_hours",
  {
    organizationId: organizationId(),
    hour: moment("hour").notNull(),
    creditsUsed: count("credits_used").notNull(),
    calls: integer("calls").notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.hour] }),
    check("usage_hours_hour_check", sql`${table.hour} = date_trunc('hour', ${table.hour}, 'UTC')`),
  ],
);

/** Credits bought, once per order. A refund takes back what is unspent. */
export const creditGrants = pgTable(
  "credit_grants",
  {
    id: id(),
    organizationId: organizationId(),
    polarOrderId: text("polar_order_id").unique(),
    credits: count("credits").notNull(),
    /** What was spent of them: what the plan did not include, for ever. */
    usedCredits: count("used_credits").notNull().default(0),
    /** The share of the credits whose price was paid back. */
    refundRequested: count("refund_requested").notNull().default(0),
    /** What of that was unspent, and so was taken back. */
    refundedCredits: count("refunded_credits").notNull().default(0),
    expiresAt: moment("expires_at"),
    createdAt: createdAt(),
    ...version(),
  },
  (table) => [
    check("credit_grants_credits_check", sql`${table.credits} > 0`),
    check(
      "credit_grants_refunded_check",
      sql`${table.refundedCredits} between 0 and ${table.credits}`,
    ),
    check(
      "credit_grants_used_check",
      sql`${table.usedCredits} between 0 and ${table.credits} - ${table.refundedCredits}`,
    ),
    index("credit_grants_organization_expires").on(table.organizationId, table.expiresAt),
  ],
);

/** The warnings that owners were sent: each once for a period, at 80 and at 100 % of its credits. */
export const usageWarnings = pgTable(
  "usage_warnings",
  {
    organizationId: organizationId(),
    periodStart: moment("period_start").notNull(),
    percent: integer("percent").notNull(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.periodStart, table.percent] })],
);

/** Until when the sealed hours of an organization were told to Polar's meters. */
export const usageReports = pgTable("usage_reports", {
  organizationId: uuid("organization_id")
    .primaryKey()
    .references(() => organizations.id, { onDelete: "cascade" }),
  /** The last hour that was told of. */
  hour: moment("hour").notNull(),
});

import { sql } from "drizzle-orm";
import { boolean, check, index, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { count, createdAt, id, moment, version } from "#lib/db/columns.ts";
import { organizationId } from "#lib/organizations/schema.ts";

export const subscriptionStatuses = [
  "trialing",
  "active",
  "past_due",
  "canceled",
  "inactive",
] as const;
export type SubscriptionStatus = (typeof subscriptionStatuses)[number];

/** Those in which what was bought can be used. */
export const liveStatuses: readonly SubscriptionStatus[] = ["trialing", "active", "past_due"];

/** What a product of Polar costs, as Polar last told it. */
const price = (interval: "month" | null) => ({
  /** In the smallest unit of the currency: cents, but whole yen. */
  priceCents: integer("price_cents").notNull().default(0),
  /** ISO 4217, in small letters. */
  currency: text("currency").notNull().default("usd"),
  /** Polar's word for how often it is paid; null for once. */
  priceInterval: interval ? text("price_interval").default(interval) : text("price_interval"),
  priceIntervalCount: integer("price_interval_count").notNull().default(1),
  /** Whether what is used is charged besides. */
  isMetered: boolean("is_metered").notNull().default(false),
  /** Why there is no price that can be shown and sold; null when there is one. */
  priceProblem: text("price_problem"),
});

export const plans = pgTable("plans", {
  id: id(),
  slug: text("slug").notNull().unique(),
  name: text("name").notNull(),
  ...price("month"),
  monthlyCredits: count("monthly_credits").notNull().default(0),
  polarProductId: text("polar_product_id").unique(),
  /** How many people an organization on this plan may have; null for no limit. */
  seats: integer("seats"),
  createdAt: createdAt(),
  ...version(),
});

/** Credits sold as a one-time product. */
export const creditPacks = pgTable(
  "credit_packs",
  {
    id: id(),
    slug: text("slug").notNull().unique(),
    name: text("name").notNull(),
    ...price(null),
    credits: count("credits").notNull(),
    /** How long they can be spent after the order; null for ever. */
    validDays: integer("valid_days"),
    polarProductId: text("polar_product_id").unique(),
    createdAt: createdAt(),
    ...version(),
  },
  (table) => [check("credit_packs_credits_check", sql`${table.credits} > 0`)],
);

/**
 * What Polar last said of a customer as a whole, `customer.state_changed`: it tells of a subscription
 * that ended although the event which said so never came.
 */
export const polarCustomers = pgTable("polar_customers", {
  id: id(),
  organizationId: organizationId(),
  polarCustomerId: text("polar_customer_id").notNull().unique(),
  /** Polar's ids of those that were active or on trial. */
  activeSubscriptions: text("active_subscriptions").array().notNull(),
  deletedAt: moment("deleted_at"),
  createdAt: createdAt(),
  ...version(),
});

const { eventAt: polarEventAt, eventRank, eventTie } = version("polar_event_at");

/** One row per Polar subscription; `provider_status` is Polar's word, `status` is ours. */
export const subscriptions = pgTable(
  "subscriptions",
  {
    id: id(),
    organizationId: organizationId(),
    planId: uuid("plan_id")
      .notNull()
      .references(() => plans.id),
    status: text("status", { enum: subscriptionStatuses }).notNull().default("trialing"),
    providerStatus: text("provider_status"),
    polarSubscriptionId: text("polar_subscription_id").unique(),
    polarCustomerId: text("polar_customer_id"),
    currentPeriodStart: moment("current_period_start"),
    currentPeriodEnd: moment("current_period_end"),
    cancelAtPeriodEnd: boolean("cancel_at_period_end").notNull().default(false),
    trialEnd: moment("trial_end"),
    endedAt: moment("ended_at"),
    /** Since when a payment is owed; null when none is. */
    pastDueAt: moment("past_due_at"),
    polarEventAt,
    eventRank,
    eventTie,
    createdAt: createdAt(),
  },
  (table) => [
    check(
      "subscriptions_status_check",
      sql`${table.status} in ('trialing', 'active', 'past_due', 'canceled', 'inactive')`,
    ),
    index("subscriptions_status_index").on(table.status),
    index("subscriptions_organization_id_index").on(table.organizationId),
    index("subscriptions_polar_customer_id_index").on(table.polarCustomerId),
  ],
);

/**
 * What Polar tells of a subscription only where it tells of it in full, and not in the state of a
 * customer: each row is what the greatest such event said, apart from the row of `subscriptions`.
 */
export const subscriptionTerms = pgTable("subscription_terms", {
  polarSubscriptionId: text("polar_subscription_id").primaryKey(),
  organizationId: organizationId(),
  /** What an invoice comes to before tax, in the smallest unit of the currency. */
  amount: count("amount"),
  /** ISO 4217, in small letters. */
  currency: text("currency"),
  /** Polar's word for how often there is an invoice, `month` or `year`; and every how many of them. */
  interval: text("interval"),
  intervalCount: integer("interval_count"),
  startedAt: moment("started_at"),
  /** Between which moments the credits of now are spent, when that is not the period of the invoice. */
  meterPeriodStart: moment("meter_period_start"),
  meterPeriodEnd: moment("meter_period_end"),
  pauseAtPeriodEnd: boolean("pause_at_period_end").notNull().default(false),
  resumesAt: moment("resumes_at"),
  /** A change that is scheduled: when, and to which product, how many seats or units. */
  pendingAt: moment("pending_at"),
  pendingProductId: text("pending_product_id"),
  pendingSeats: integer("pending_seats"),
  pendingUnits: integer("pending_units"),
  createdAt: createdAt(),
  ...version(),
});

/**
 * What is agreed with an organization: exactly one row for each, kept by triggers in functions.sql and
 * written by nothing else. It is what the view `derived_current_subscriptions` says, which tells which
 * subscription it is, so that no reader has to compare subscriptions. `plan_id` is the plan in force;
 * `live_subscriptions` above 1 is a problem for the owner to fix.
 */
export const currentSubscriptions = pgTable("current_subscriptions", {
  organizationId: organizationId().primaryKey(),
  /** Null, like all that follows, of an organization that never subscribed. */
  subscriptionId: uuid("subscription_id"),
  planId: uuid("plan_id"),
  status: text("status", { enum: subscriptionStatuses }),
  providerStatus: text("provider_status"),
  currentPeriodStart: moment("current_period_start"),
  currentPeriodEnd: moment("current_period_end"),
  cancelAtPeriodEnd: boolean("cancel_at_period_end"),
  pastDueAt: moment("past_due_at"),
  liveSubscriptions: integer("live_subscriptions").notNull(),
  polarSubscriptionId: text("polar_subscription_id"),
  // What follows is that of `subscription_terms`; null when Polar has told none.
  /** Since when there are invoices, when those are by the day or the week. */
  anchor: moment("anchor"),
  meterPeriodStart: moment("meter_period_start"),
  meterPeriodEnd: moment("meter_period_end"),
  pauseAtPeriodEnd: boolean("pause_at_period_end"),
  resumesAt: moment("resumes_at"),
  pendingAt: moment("pending_at"),
  pendingProductId: text("pending_product_id"),
  pendingSeats: integer("pending_seats"),
  pendingUnits: integer("pending_units"),
});

/** What an organization bought, for its invoices: one row per order of Polar, as Polar last told it. */
export const orders = pgTable(
  "orders",
  {
    id: id(),
    organizationId: organizationId(),
    polarOrderId: text("polar_order_id").notNull().unique(),
    polarCustomerId: text("polar_customer_id"),
    description: text("description").notNull().default(""),
    /** With tax, in the smallest unit of the currency. */
    totalAmount: count("total_amount").notNull(),
    /** What of it is tax. */
    taxAmount: count("tax_amount").notNull().default(0),
    /** With its tax. */
    refundedAmount: count("refunded_amount").notNull().default(0),
    /** How many were bought, of what is sold by seats or units. */
    seats: integer("seats"),
    units: integer("units"),
    /** ISO 4217, in small letters. */
    currency: text("currency").notNull(),
    /** Polar's word: pending, paid, refunded, ... */
    status: text("status").notNull(),
    invoiceNumber: text("invoice_number"),
    orderedAt: moment("ordered_at").notNull(),
    createdAt: createdAt(),
    ...version(),
  },
  (table) => [
    index("orders_organization_ordered").on(table.organizationId, table.orderedAt),
    index("orders_polar_customer_id_index").on(table.polarCustomerId),
  ],
);

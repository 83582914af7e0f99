import type { models } from "@polar-sh/sdk/2026-10";
import { stableId } from "#local/demo/stable-id.ts";
import { type DemoPlan, polarProducts } from "#local/polar/products.ts";
import { timestamp } from "#local/polar/timestamp.ts";
import { polarCustomer } from "./customer.ts";
import { polarProduct, priceOf } from "./product.ts";

export { timestamp };

export interface SubscriptionChoice {
  /** The organization's id, which Polar knows the customer by. */
  organizationId: string;
  plan: DemoPlan;
  status: models.SubscriptionStatus;
  /** When the subscription last changed. */
  modifiedAt: Date;
  cancelAtPeriodEnd?: boolean;
  /** A second subscription of the same organization needs another number. */
  number?: number;
}

const day = 86_400_000;

/**
 * The subscription of an organization in some state. The same organization and number give the same
 * subscription.
 */
export function polarSubscription(choice: SubscriptionChoice): models.Subscription {
  const { organizationId, plan, status, modifiedAt, number = 1 } = choice;
  const startedAt = timestamp(new Date(modifiedAt.getTime() - day));
  const periodEnd = timestamp(new Date(modifiedAt.getTime() + 30 * day));
  const hasEnded = ["canceled", "incomplete_expired"].includes(status);
  const willEnd = choice.cancelAtPeriodEnd ?? false;
  const changedAt = timestamp(modifiedAt);
  return {
    ...newSubscription({
      id: stableId("subscription", organizationId, String(number)),
      customer: polarCustomer({ externalId: organizationId, createdAt: startedAt }),
      product: polarProduct({ ...polarProducts[plan], createdAt: startedAt }),
      checkoutId: stableId("checkout", organizationId, String(number)),
      metadata: { organizationId },
      startedAt,
      periodEnd,
    }),
    modified_at: changedAt,
    status,
    trial_start: status === "trialing" ? startedAt : null,
    trial_end: status === "trialing" ? periodEnd : null,
    cancel_at_period_end: willEnd,
    canceled_at: willEnd || hasEnded ? changedAt : null,
    ends_at: willEnd ? periodEnd : null,
    ended_at: hasEnded ? changedAt : null,
    past_due_at: status === "past_due" ? changedAt : null,
    paused_at: status === "paused" ? changedAt : null,
  };
}

export interface NewSubscription {
  id: string;
  customer: models.CustomerTeam;
  product: models.Product;
  checkoutId: string | null;
  metadata: models.Subscription["metadata"];
  startedAt: string;
  periodEnd: string;
}

/** A subscription that has just begun, with every field that Polar's SDK of version 2026-10 knows. */
export function newSubscription(choice: NewSubscription): models.Subscription {
  const { id, customer, product, startedAt, periodEnd } = choice;
  return {
    id,
    created_at: startedAt,
    modified_at: null,
    status: "active",
    amount: priceOf(product),
    currency: "usd",
    recurring_interval: "month",
    recurring_interval_count: 1,
    current_period_start: startedAt,
    current_period_end: periodEnd,
    current_meter_period_start: null,
    current_meter_period_end: null,
    trial_start: null,
    trial_end: null,
    cancel_at_period_end: false,
    canceled_at: null,
    started_at: startedAt,
    ends_at: null,
    ended_at: null,
    past_due_at: null,
    pause_at_period_end: false,
    paused_at: null,
    resumes_at: null,
    customer_id: customer.id,
    product_id: product.id,
    discount_id: null,
    checkout_id: choice.checkoutId,
    seats: null,
    units: null,
    customer_cancellation_reason: null,
    customer_cancellation_comment: null,
    metadata: choice.metadata,
    custom_field_data: {},
    customer,
    product,
    discount: null,
    prices: product.prices,
    meters: [],
    pending_update: null,
  };
}

/** What Polar calls an event of a subscription in each state, and what the state is. */
export const subscriptionEvents: Record<
  string,
  Pick<SubscriptionChoice, "status" | "cancelAtPeriodEnd">
> = {
  "subscription.created": { status: "active" },
  "subscription.active": { status: "active" },
  "subscription.updated": { status: "active" },
  "subscription.canceled": { status: "active", cancelAtPeriodEnd: true },
  "subscription.uncanceled": { status: "active" },
  "subscription.past_due": { status: "past_due" },
  "subscription.paused": { status: "paused" },
  "subscription.resumed": { status: "active" },
  "subscription.revoked": { status: "canceled" },
};

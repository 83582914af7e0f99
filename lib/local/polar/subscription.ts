import { createHash } from "node:crypto";
import type { models } from "@polar-sh/sdk/2026-10";
import { type DemoPlan, polarProducts } from "#lib/local/demo.ts";

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
const seller = "70000000-0000-4000-8000-0000000000ff";

/**
 * A subscription with every field that Polar's SDK of version 2026-10 knows. The same organization
 * and number give the same subscription.
 */
export function polarSubscription(choice: SubscriptionChoice): models.Subscription {
  const { organizationId, plan, status, modifiedAt, number = 1 } = choice;
  const { id: productId, name, priceCents } = polarProducts[plan];
  const customerId = stableId("customer", organizationId);
  const startedAt = timestamp(new Date(modifiedAt.getTime() - day));
  const periodEnd = timestamp(new Date(modifiedAt.getTime() + 30 * day));
  const hasEnded = ["canceled", "incomplete_expired"].includes(status);
  const willEnd = choice.cancelAtPeriodEnd ?? false;
  const price: models.ProductPriceFixed = {
    id: stableId("price", productId),
    created_at: startedAt,
    modified_at: null,
    source: "catalog",
    amount_type: "fixed",
    price_currency: "usd",
    price_amount: priceCents,
    tax_behavior: null,
    is_archived: false,
    product_id: productId,
  };
  return {
    id: stableId("subscription", organizationId, String(number)),
    created_at: startedAt,
    modified_at: timestamp(modifiedAt),
    status,
    amount: priceCents,
    currency: "usd",
    recurring_interval: "month",
    recurring_interval_count: 1,
    current_period_start: startedAt,
    current_period_end: periodEnd,
    current_meter_period_start: null,
    current_meter_period_end: null,
    trial_start: status === "trialing" ? startedAt : null,
    trial_end: status === "trialing" ? periodEnd : null,
    cancel_at_period_end: willEnd,
    canceled_at: willEnd || hasEnded ? timestamp(modifiedAt) : null,
    started_at: startedAt,
    ends_at: willEnd ? periodEnd : null,
    ended_at: hasEnded ? timestamp(modifiedAt) : null,
    past_due_at: status === "past_due" ? timestamp(modifiedAt) : null,
    pause_at_period_end: false,
    paused_at: status === "paused" ? timestamp(modifiedAt) : null,
    resumes_at: null,
    customer_id: customerId,
    product_id: productId,
    discount_id: null,
    checkout_id: stableId("checkout", organizationId, String(number)),
    seats: null,
    units: null,
    customer_cancellation_reason: null,
    customer_cancellation_comment: null,
    metadata: { organizationId },
    custom_field_data: {},
    customer: {
      id: customerId,
      created_at: startedAt,
      modified_at: null,
      metadata: {},
      external_id: organizationId,
      email: "billing@acme.test",
      email_verified: true,
      type: "team",
      name: null,
      billing_name: null,
      billing_address: null,
      tax_id: null,
      locale: "en",
      organization_id: seller,
      default_payment_method_id: null,
      first_user_event_at: null,
      deleted_at: null,
      avatar_url: null,
    },
    product: {
      id: productId,
      created_at: startedAt,
      modified_at: null,
      name,
      description: null,
      visibility: "public",
      trial_interval: null,
      trial_interval_count: null,
      recurring_interval: "month",
      recurring_interval_count: 1,
      meter_interval: null,
      meter_interval_count: null,
      is_recurring: true,
      is_archived: false,
      is_deletable: false,
      organization_id: seller,
      metadata: {},
      prices: [price],
      benefits: [],
      medias: [],
      attached_custom_fields: [],
    },
    discount: null,
    prices: [price],
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

/** ISO 8601 with microseconds, as Polar writes it. */
export function timestamp(date: Date): string {
  return date.toISOString().replace("Z", "000Z");
}

function stableId(...parts: string[]): string {
  const hex = createHash("sha256").update(parts.join(" ")).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

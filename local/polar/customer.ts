import { randomUUID } from "node:crypto";
import type { models } from "@polar-sh/sdk/2026-10";
import { stableId } from "#local/demo/stable-id.ts";
import { seller } from "#local/polar/products.ts";

export interface CustomerChoice {
  /** Our organization's id, which Polar knows the customer by; null for somebody that it does not know. */
  externalId: string | null;
  /** Polar has one customer for each; without it, one of its own. */
  email?: string | undefined;
  createdAt: string;
}

/** Polar's id of an organization's customer. */
export const customerId = (externalId: string | null) =>
  externalId === null ? randomUUID() : stableId("customer", externalId);

/** A customer with every field that Polar's SDK of version 2026-10 knows. */
export function polarCustomer({
  externalId,
  email = `billing@${externalId ?? randomUUID()}.test`,
  createdAt,
}: CustomerChoice): models.CustomerTeam {
  return {
    id: customerId(externalId),
    created_at: createdAt,
    modified_at: null,
    metadata: {},
    external_id: externalId,
    email,
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
  };
}

/** The subscription of a customer's state. The SDK's own type has the statuses of something else. */
type StateSubscription = Omit<models.CustomerStateSubscription, "status"> & {
  status: models.SubscriptionStatus;
};

export type CustomerState = Omit<models.CustomerStateTeam, "active_subscriptions"> & {
  active_subscriptions: StateSubscription[];
};

/** The customer as a whole: what they have that is active or on trial, now. */
export function customerState(
  customer: models.CustomerTeam,
  subscriptions: models.Subscription[],
): CustomerState {
  const active = subscriptions.filter(
    ({ customer_id, status }) =>
      customer_id === customer.id && (status === "active" || status === "trialing"),
  );
  return {
    ...customer,
    active_subscriptions: active.map(stateSubscription),
    granted_benefits: [],
    active_meters: [],
  };
}

function stateSubscription(subscription: models.Subscription): StateSubscription {
  return {
    id: subscription.id,
    created_at: subscription.created_at,
    modified_at: subscription.modified_at,
    custom_field_data: subscription.custom_field_data,
    metadata: subscription.metadata,
    status: subscription.status,
    amount: subscription.amount,
    currency: subscription.currency,
    recurring_interval: subscription.recurring_interval,
    current_period_start: subscription.current_period_start,
    current_period_end: subscription.current_period_end,
    trial_start: subscription.trial_start,
    trial_end: subscription.trial_end,
    cancel_at_period_end: subscription.cancel_at_period_end,
    canceled_at: subscription.canceled_at,
    started_at: subscription.started_at,
    ends_at: subscription.ends_at,
    product_id: subscription.product_id,
    discount_id: subscription.discount_id,
    seats: subscription.seats ?? null,
    units: subscription.units,
    meters: [],
  };
}

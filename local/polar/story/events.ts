import { beginning, hashOf, type LifecycleEvent } from "#local/lifecycle/event.ts";
import { timestamp } from "#local/polar/subscription.ts";
import { polarTimestamp } from "#local/polar/timestamp.ts";
import type { Catalogue } from "./catalogue.ts";
import type { OrderStep, PolarStep, SubscriptionFacts } from "./steps.ts";

/** Whom a story of Polar is about. */
export interface PolarCast {
  /** Lower-case letters and digits that no other story in the database has. */
  name: string;
  /** Our ids of its organizations, which Polar knows its customers by. */
  organizationIds: string[];
  catalogue: Catalogue;
  /** Every customer is named after the first organization, as when one address pays for all. */
  isOnePayer?: boolean;
}

const day = 86_400_000_000;
const start = beginning * 1_000;

/** A moment of a step as microseconds since 1970. */
export const momentOf = (moment: number) => start + moment;
export const periodOf = (period: { start: number; end: number }) => ({
  start: start + period.start * day,
  end: start + period.end * day,
});

/** A subscription is as old as its number says: no two of one organization are of the same age. */
export const subscribedAt = ({ number }: SubscriptionFacts) => start - day + number * 1_000_000;
export const orderedAt = ({ number }: OrderStep) => start + number;

/** In cents, and how much of it is paid back in each state. */
export const orderPrice = 900;
export const refundedAmounts = { pending: 0, paid: 0, partially_refunded: 300, refunded: 900 };

export const polarIds = {
  customer: (cast: PolarCast, organization: number) => uuid(cast, "customer", organization),
  subscription: (cast: PolarCast, { organization, number }: SubscriptionFacts) =>
    uuid(cast, "subscription", organization, number),
  order: (cast: PolarCast, { organization, number }: OrderStep) =>
    uuid(cast, "order", organization, number),
};

function uuid(cast: PolarCast, ...parts: (string | number)[]): string {
  const hex = hashOf([cast.name, ...parts].join(" "));
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The events of a story, as Polar sends them. */
export function polarEvents(steps: PolarStep[], cast: PolarCast): LifecycleEvent<PolarStep>[] {
  return steps.map((step, position) => {
    const type = typeOf(step);
    const envelope = {
      type,
      timestamp: polarTimestamp(momentOf(step.sent)),
      api_version: "2026-10",
      data: dataOf(step, cast),
    };
    const id = `msg_${cast.name}_${position}`;
    return { provider: "polar", id, type, body: JSON.stringify(envelope), step };
  });
}

function typeOf(step: PolarStep): string {
  switch (step.kind) {
    case "subscription":
      return `subscription.${step.name}`;
    case "state":
      return "customer.state_changed";
    case "customer deleted":
      return "customer.deleted";
    case "order":
      return step.status === "pending" ? "order.created" : "order.updated";
  }
}

function dataOf(step: PolarStep, cast: PolarCast): object {
  const customer = customerData(cast, step.organization);
  switch (step.kind) {
    case "subscription":
      return { ...subscriptionData(step, cast), customer_id: customer.id, customer };
    case "state":
      return {
        ...customer,
        active_subscriptions: step.active.map((facts) => subscriptionData(facts, cast)),
        granted_benefits: [],
        active_meters: [],
      };
    case "customer deleted":
      return { ...customer, deleted_at: polarTimestamp(momentOf(step.sent)) };
    case "order":
      return { ...orderData(step, cast), customer_id: customer.id, customer };
  }
}

/** After which organization Polar names the customer of one. */
export const nameOf = (cast: PolarCast, organization: number): string | null =>
  cast.organizationIds[cast.isOnePayer ? 0 : organization] ?? null;

function customerData(cast: PolarCast, organization: number) {
  return {
    id: polarIds.customer(cast, organization),
    created_at: timestamp(new Date(beginning)),
    modified_at: null,
    metadata: {},
    external_id: nameOf(cast, organization),
    email: "billing@acme.test",
    deleted_at: null,
  };
}

const momentText = (moment: number | null) =>
  moment === null ? null : polarTimestamp(momentOf(moment));

function subscriptionData(facts: SubscriptionFacts, cast: PolarCast): object {
  const period = facts.period && periodOf(facts.period);
  return {
    id: polarIds.subscription(cast, facts),
    created_at: polarTimestamp(subscribedAt(facts)),
    modified_at: momentText(facts.changed),
    status: facts.status,
    product_id: cast.catalogue.plans[facts.plan]?.productId,
    current_period_start: period && polarTimestamp(period.start),
    current_period_end: period && polarTimestamp(period.end),
    cancel_at_period_end: facts.willEnd,
    trial_end: momentText(facts.trialEnd),
    ended_at: momentText(facts.endedAt),
    metadata: { organizationId: cast.organizationIds[facts.organization] },
  };
}

function orderData(step: OrderStep, cast: PolarCast): object {
  return {
    id: polarIds.order(cast, step),
    created_at: polarTimestamp(orderedAt(step)),
    modified_at: momentText(step.changed),
    status: step.status,
    paid: step.status !== "pending",
    net_amount: orderPrice,
    refunded_amount: refundedAmounts[step.status],
    product_id: cast.catalogue.packs[step.pack]?.productId,
    metadata: cast.isOnePayer ? { organizationId: cast.organizationIds[step.organization] } : {},
  };
}

import * as fc from "fast-check";

/** Statuses that Polar has, and one that it does not have yet. */
export const polarStatuses = [
  "incomplete",
  "incomplete_expired",
  "trialing",
  "active",
  "past_due",
  "canceled",
  "unpaid",
  "paused",
  "suspended_next_year",
] as const;

// All moments are microseconds from the beginning.

/** A subscription as Polar describes it at one moment. */
export interface SubscriptionFacts {
  organization: number;
  /** Which subscription of the organization. */
  number: number;
  status: (typeof polarStatuses)[number];
  /** Which of the plans that are sold. */
  plan: number;
  /** `modified_at`; null until the first change. */
  changed: number | null;
  /** Whole days from the beginning. */
  period: { start: number; end: number } | null;
  willEnd: boolean;
  trialEnd: number | null;
  endedAt: number | null;
}

export interface SubscriptionStep extends SubscriptionFacts {
  kind: "subscription";
  /** What Polar calls the event, after the dot. */
  name: string;
  /** When Polar said so. */
  sent: number;
}

export interface StateStep {
  kind: "state";
  organization: number;
  /** What the customer has, each number once. */
  active: SubscriptionFacts[];
  sent: number;
}

export interface CustomerDeletedStep {
  kind: "customer deleted";
  organization: number;
  sent: number;
}

export interface OrderStep {
  kind: "order";
  organization: number;
  number: number;
  /** Which of the packs that are sold. */
  pack: number;
  status: "pending" | "paid" | "partially_refunded" | "refunded";
  changed: number | null;
  sent: number;
}

export type PolarStep = SubscriptionStep | StateStep | CustomerDeletedStep | OrderStep;

/** Mostly the same few moments, some a microsecond apart; now and then another. */
const moment = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(1_000_000, 1_000_001, 1_000_002, 2_000_000) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 5_000_000_000 }) },
);
const index = fc.nat(1);

const facts: fc.Arbitrary<SubscriptionFacts> = fc.record({
  organization: index,
  number: fc.nat(2),
  status: fc.constantFrom(...polarStatuses),
  plan: index,
  changed: fc.option(moment),
  period: fc.option(fc.record({ start: fc.nat(2), end: fc.integer({ min: 30, max: 32 }) })),
  willEnd: fc.boolean(),
  trialEnd: fc.option(moment),
  endedAt: fc.option(moment),
});

const names = [
  "created",
  "updated",
  "active",
  "canceled",
  "uncanceled",
  "past_due",
  "paused",
  "resumed",
  "revoked",
];

const subscriptionStep: fc.Arbitrary<SubscriptionStep> = fc
  .tuple(facts, fc.record({ name: fc.constantFrom(...names), sent: moment }))
  .map(([subscription, told]) => ({ kind: "subscription", ...subscription, ...told }));

const stateStep: fc.Arbitrary<StateStep> = fc
  .record({
    kind: fc.constant("state" as const),
    organization: index,
    active: fc.uniqueArray(facts, { maxLength: 3, selector: ({ number }) => number }),
    sent: moment,
  })
  .map((step) => ({
    ...step,
    active: step.active.map((subscription) => ({
      ...subscription,
      organization: step.organization,
    })),
  }));

const customerDeletedStep: fc.Arbitrary<CustomerDeletedStep> = fc.record({
  kind: fc.constant("customer deleted"),
  organization: index,
  sent: moment,
});

/** What was paid back is not taken again, so an order's later states never hold less of a refund. */
const orderMoments: Record<OrderStep["status"], fc.Arbitrary<number>> = {
  pending: fc.integer({ min: 0, max: 2 }),
  paid: fc.integer({ min: 1_000_000, max: 1_000_002 }),
  partially_refunded: fc.integer({ min: 2_000_000, max: 2_000_002 }),
  refunded: fc.integer({ min: 3_000_000, max: 3_000_002 }),
};

const orderStep: fc.Arbitrary<OrderStep> = fc
  .constantFrom<OrderStep["status"]>("pending", "paid", "partially_refunded", "refunded")
  .chain((status) =>
    fc.record({
      kind: fc.constant("order"),
      organization: index,
      number: index,
      pack: fc.constant(0),
      status: fc.constant(status),
      changed: status === "pending" ? fc.constant(null) : orderMoments[status],
      sent: moment,
    }),
  );

/** Anything that Polar could say of two customers, plausible or not. */
export const anyPolarStep: fc.Arbitrary<PolarStep> = fc.oneof(
  { weight: 5, arbitrary: subscriptionStep },
  { weight: 2, arbitrary: stateStep },
  { weight: 1, arbitrary: customerDeletedStep },
  { weight: 2, arbitrary: orderStep },
);

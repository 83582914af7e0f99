import { hashOf, type LifecycleEvent, type Rows } from "#local/lifecycle/event.ts";
import { greatest, type Version } from "#local/lifecycle/greatest.ts";
import { currentSubscription } from "./current-subscription.ts";
import {
  momentOf,
  nameOf,
  orderedAt,
  orderPrice,
  type PolarCast,
  periodOf,
  polarIds,
  refundedAmounts,
  subscribedAt,
} from "./events.ts";
import { statusOf } from "./status.ts";
import type { OrderStep, PolarStep, StateStep, SubscriptionFacts } from "./steps.ts";

// Written from design.md, "Sync", and not from the statements that it is compared with.

interface Told<Facts> {
  facts: Facts;
  sent: number;
  version: Version;
  hash: string;
}

/** What the tables must hold once every event of a story has arrived, in whatever order. */
export function polarModel(events: LifecycleEvent<PolarStep>[], cast: PolarCast): Rows {
  const rows: Rows = {};
  for (const organization of cast.organizationIds.keys()) {
    const own = events.filter(({ step }) => step.organization === organization);
    const customer = customerOf(own);
    const subscriptions = subscriptionsOf(own);
    if (customer) {
      rows[`customer ${polarIds.customer(cast, organization)}`] = customerRow(customer, cast);
    }
    for (const told of subscriptions) {
      rows[`subscription ${polarIds.subscription(cast, told.facts)}`] = subscriptionRow(told, cast);
    }
    for (const told of ordersOf(own)) {
      rows[`order ${polarIds.order(cast, told.facts)}`] = orderRow(told, cast);
    }
    for (const told of ordersOf(own, ({ status }) => status !== "pending")) {
      rows[`grant ${polarIds.order(cast, told.facts)}`] = grantRow(told, cast);
    }
    const id = cast.organizationIds[organization];
    rows[`current ${id}`] = currentSubscription(subscriptions, customer, cast);
  }
  return rows;
}

/** By when the object changed, then by when that was said, then by a hash of the body. */
function versionOf(changed: number, sent: number, body: string): Version {
  return [changed, momentOf(sent), hashOf(body)];
}

/** A subscription is what the greatest event says of it, one of its own or one of its customer. */
function subscriptionsOf(events: LifecycleEvent<PolarStep>[]): Told<SubscriptionFacts>[] {
  const all = events.flatMap(({ step, body }) => {
    const described =
      step.kind === "subscription" ? [step] : step.kind === "state" ? step.active : [];
    return described.map((facts) => {
      const changed = facts.changed === null ? subscribedAt(facts) : momentOf(facts.changed);
      const version = versionOf(changed, step.sent, body);
      return { facts, sent: step.sent, version, hash: hashOf(body) };
    });
  });
  return [...new Set(all.map(({ facts }) => facts.number))].flatMap((number) => {
    const told = greatest(
      all.filter(({ facts }) => facts.number === number),
      ({ version }) => version,
    );
    return told ? [told] : [];
  });
}

export type Customer = Told<StateStep | { organization: number; active: null }>;

/** The state of a customer is ordered by when it was sent; a deleted one does not come back. */
function customerOf(events: LifecycleEvent<PolarStep>[]): Customer | undefined {
  const all = events.flatMap(({ step, body }): Customer[] => {
    if (step.kind !== "state" && step.kind !== "customer deleted") return [];
    const facts = step.kind === "state" ? step : { organization: step.organization, active: null };
    const { sent } = step;
    return [{ facts, sent, version: [momentOf(sent), hashOf(body)], hash: hashOf(body) }];
  });
  return greatest(all, ({ facts, version }) => [facts.active === null, ...version]);
}

/** Every order is listed. One that was paid is one grant; until then it says nothing of a grant. */
function ordersOf(
  events: LifecycleEvent<PolarStep>[],
  counts: (step: OrderStep) => boolean = () => true,
): Told<OrderStep>[] {
  const all = events.flatMap(({ step, body }): Told<OrderStep>[] => {
    if (step.kind !== "order" || !counts(step)) return [];
    const changed = step.changed === null ? orderedAt(step) : momentOf(step.changed);
    const version = versionOf(changed, step.sent, body);
    return [{ facts: step, sent: step.sent, version, hash: hashOf(body) }];
  });
  return [...new Set(all.map(({ facts }) => facts.number))].flatMap((number) => {
    const told = greatest(
      all.filter(({ facts }) => facts.number === number),
      ({ version }) => version,
    );
    return told ? [told] : [];
  });
}

const orNull = (moment: number | null) => (moment === null ? null : momentOf(moment));

function customerRow({ facts, sent, hash }: Customer, cast: PolarCast) {
  return {
    organization_id: nameOf(cast, facts.organization),
    active_subscriptions: (facts.active ?? []).map((active) => polarIds.subscription(cast, active)),
    deleted_at: facts.active === null ? momentOf(sent) : null,
    event_at: momentOf(sent),
    event_rank: momentOf(sent),
    event_tie: hash,
  };
}

function subscriptionRow({ facts, sent, hash, version }: Told<SubscriptionFacts>, cast: PolarCast) {
  const period = facts.period && periodOf(facts.period);
  return {
    organization_id: cast.organizationIds[facts.organization],
    plan: cast.catalogue.plans[facts.plan]?.slug,
    status: statusOf(facts),
    provider_status: facts.status,
    polar_customer_id: polarIds.customer(cast, facts.organization),
    current_period_start: period?.start ?? null,
    current_period_end: period?.end ?? null,
    cancel_at_period_end: facts.willEnd,
    trial_end: orNull(facts.trialEnd),
    ended_at: orNull(facts.endedAt),
    created_at: subscribedAt(facts),
    polar_event_at: version[0],
    event_rank: momentOf(sent),
    event_tie: hash,
  };
}

function orderRow({ facts, sent, hash, version }: Told<OrderStep>, cast: PolarCast) {
  return {
    organization_id: cast.organizationIds[facts.organization],
    total_amount: orderPrice,
    refunded_amount: refundedAmounts[facts.status],
    status: facts.status,
    ordered_at: orderedAt(facts),
    event_at: version[0],
    event_rank: momentOf(sent),
    event_tie: hash,
  };
}

function grantRow({ facts, sent, hash, version }: Told<OrderStep>, cast: PolarCast) {
  const pack = cast.catalogue.packs[facts.pack];
  const credits = pack?.credits ?? 0;
  const days = pack?.validDays ?? null;
  const paidBack = Math.floor((credits * refundedAmounts[facts.status]) / orderPrice);
  return {
    organization_id: cast.organizationIds[facts.organization],
    credits,
    refund_requested: paidBack,
    refunded_credits: paidBack,
    expires_at: days === null ? null : orderedAt(facts) + days * 86_400_000_000,
    event_at: version[0],
    event_rank: momentOf(sent),
    event_tie: hash,
  };
}

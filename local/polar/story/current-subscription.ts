import { compareVersions } from "#local/lifecycle/greatest.ts";
import { type PolarCast, periodOf, polarIds, subscribedAt } from "./events.ts";
import type { Customer } from "./model.ts";
import { statusOf } from "./status.ts";
import type { SubscriptionFacts } from "./steps.ts";

interface Known {
  facts: SubscriptionFacts;
  sent: number;
}

/**
 * The one row that metering reads: the live subscription that ends last, else the newest. One that was
 * active or on trial and that Polar's newer word on the customer does not list is over.
 */
export function currentSubscription(
  subscriptions: Known[],
  customer: Customer | undefined,
  cast: PolarCast,
): Record<string, unknown> {
  const judged = subscriptions.map(({ facts, sent }) => {
    const isListed = customer?.facts.active?.some(({ number }) => number === facts.number);
    const isDenied =
      customer !== undefined &&
      customer.sent > sent &&
      !isListed &&
      ["trialing", "active"].includes(statusOf(facts));
    const status = isDenied ? "inactive" : statusOf(facts);
    return { facts, status, isLive: ["trialing", "active", "past_due"].includes(status) };
  });
  const live = judged.filter(({ isLive }) => isLive);
  const [current] = judged.toSorted((a, b) =>
    compareVersions(precedence(b.facts, b.isLive), precedence(a.facts, a.isLive)),
  );
  const period = current?.facts.period ? periodOf(current.facts.period) : null;
  return {
    subscription: current ? polarIds.subscription(cast, current.facts) : null,
    plan: current?.isLive ? cast.catalogue.plans[current.facts.plan]?.slug : "free",
    status: current?.status ?? null,
    provider_status: current?.facts.status ?? null,
    current_period_start: period?.start ?? null,
    current_period_end: period?.end ?? null,
    cancel_at_period_end: current?.facts.willEnd ?? null,
    live_subscriptions: live.length,
  };
}

/** Live before not; of the live the one that ends last, without an end never; then the newest. */
function precedence(facts: SubscriptionFacts, isLive: boolean) {
  const end = isLive ? (facts.period?.end ?? Number.POSITIVE_INFINITY) : 0;
  return [isLive, end, facts.period?.start ?? -1, subscribedAt(facts)];
}

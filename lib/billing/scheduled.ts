import { sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { momentJson } from "#lib/db/moment.ts";
import { field, maybeOf, shape, type ValueOf, when } from "#lib/db/shape.ts";
import { currentSubscriptions, plans, subscriptions, subscriptionTerms } from "./schema.ts";

const terms = alias(subscriptionTerms, "terms");
const its = alias(subscriptions, "its");
const next = alias(plans, "next");

const change = shape({
  at: field(momentJson, terms.pendingAt),
  /** Null when the plan stays, or is one that is not sold here. */
  plan: maybeOf(
    shape({ slug: next.slug, name: next.name }),
    sql`${plans} as ${next} where ${next.polarProductId} = ${terms.pendingProductId}`,
  ),
  seats: terms.pendingSeats,
  units: terms.pendingUnits,
});

/**
 * What will happen by itself to the subscription of a row of `current_subscriptions`; null when Polar has
 * told nothing of it.
 */
export const scheduled = maybeOf(
  shape({
    /** Whether it rests from the period's end on, and until when a rest lasts; null until somebody ends it. */
    pauseAtPeriodEnd: terms.pauseAtPeriodEnd,
    resumesAt: terms.resumesAt,
    change: when(sql`${terms.pendingAt} is not null`, change),
  }),
  sql`${subscriptionTerms} as ${terms}
    join ${subscriptions} as ${its} on ${its.polarSubscriptionId} = ${terms.polarSubscriptionId}
    where ${its.id} = ${currentSubscriptions.subscriptionId}`,
);

export type Scheduled = NonNullable<ValueOf<typeof scheduled>>;

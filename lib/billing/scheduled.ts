import { alias } from "drizzle-orm/pg-core";
import * as z from "zod/mini";
import { momentJson } from "#lib/db/moment.ts";
import { field, maybeOf, shape, type ValueOf, when } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { currentSubscriptions, plans } from "./schema.ts";

const current = currentSubscriptions;
const next = alias(plans, "next");

const change = shape({
  at: field(momentJson, current.pendingAt),
  /** Null when the plan stays, or is one that is not sold here. */
  plan: maybeOf(
    shape({ slug: next.slug, name: next.name }),
    sql`${plans} as ${next} where ${next.polarProductId} = ${current.pendingProductId}`,
  ),
  seats: current.pendingSeats,
  units: current.pendingUnits,
});

/**
 * What will happen by itself to the subscription of a row of `current_subscriptions`; null when Polar has
 * told nothing of it.
 */
export const scheduled = when(
  sql`${current.pauseAtPeriodEnd} is not null`,
  shape({
    /** Whether it rests from the period's end on, and until when a rest lasts; null until somebody ends it. */
    pauseAtPeriodEnd: field(z.boolean(), current.pauseAtPeriodEnd),
    resumesAt: current.resumesAt,
    change: when(sql`${current.pendingAt} is not null`, change),
  }),
);

export type Scheduled = NonNullable<ValueOf<typeof scheduled>>;

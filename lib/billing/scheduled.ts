import { type SQL, sql } from "drizzle-orm";
import * as z from "zod/mini";
import { moment } from "#lib/db/moment.ts";
import { plans, subscriptions, subscriptionTerms } from "./schema.ts";

/** What will happen to a subscription by itself. */
export const scheduled = z.object({
  /** Whether it rests from the period's end on, and until when a rest lasts; null until somebody ends it. */
  pauseAtPeriodEnd: z.boolean(),
  resumesAt: z.nullable(moment),
  change: z.nullable(
    z.object({
      at: moment,
      /** Null when the plan stays, or is one that is not sold here. */
      plan: z.nullable(z.object({ slug: z.string(), name: z.string() })),
      seats: z.nullable(z.number()),
      units: z.nullable(z.number()),
    }),
  ),
});

export type Scheduled = z.output<typeof scheduled>;

/** The same as JSON, of a subscription by our id; null when Polar has told nothing of it. */
export const scheduledOf = (subscriptionId: SQL): SQL => sql`(
  select json_build_object(
    'pauseAtPeriodEnd', terms.pause_at_period_end,
    'resumesAt', terms.resumes_at,
    'change', case when terms.pending_at is not null then json_build_object(
      'at', terms.pending_at,
      'plan', (
        select json_build_object('slug', next.slug, 'name', next.name) from ${plans} as next
        where next.polar_product_id = terms.pending_product_id
      ),
      'seats', terms.pending_seats,
      'units', terms.pending_units
    ) end
  )
  from ${subscriptionTerms} as terms
  join ${subscriptions} as its on its.polar_subscription_id = terms.polar_subscription_id
  where its.id = ${subscriptionId}
)`;

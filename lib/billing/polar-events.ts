import * as z from "zod/mini";
import { storableText, timestampText } from "#lib/webhooks/text.ts";
import type { SubscriptionStatus } from "./schema.ts";

const optionalMoment = z.nullish(timestampText);

/** The part of Polar's `Subscription` that we keep, read from what it sends, whatever else is in it. */
export const polarSubscription = z.object({
  id: storableText.check(z.minLength(1)),
  created_at: timestampText,
  modified_at: optionalMoment,
  status: storableText,
  product_id: storableText,
  customer_id: z.nullish(storableText),
  current_period_start: optionalMoment,
  current_period_end: optionalMoment,
  cancel_at_period_end: z.nullish(z.boolean()),
  trial_end: optionalMoment,
  ended_at: optionalMoment,
  metadata: z.nullish(z.object({ organizationId: z.optional(z.unknown()) })),
  customer: z.nullish(z.object({ external_id: z.nullish(z.string()) })),
});

export type PolarSubscription = z.output<typeof polarSubscription>;

export const subscriptionEvent = z.object({ timestamp: timestampText, data: polarSubscription });

const statuses: Record<string, SubscriptionStatus> = {
  trialing: "trialing",
  active: "active",
  past_due: "past_due",
  canceled: "canceled",
  incomplete: "inactive",
  incomplete_expired: "inactive",
  unpaid: "inactive",
  paused: "inactive",
};

/** Our status for Polar's; `known` is false for one that Polar did not have when this was written. */
export function mapStatus(providerStatus: string): { status: SubscriptionStatus; known: boolean } {
  const status = Object.hasOwn(statuses, providerStatus) ? statuses[providerStatus] : undefined;
  return { status: status ?? "inactive", known: status !== undefined };
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The organization that a subscription belongs to, or null when it names none that could be ours. */
export function organizationOf({ customer, metadata }: PolarSubscription): string | null {
  const named = customer?.external_id || metadata?.organizationId;
  return typeof named === "string" && uuid.test(named) ? named.toLowerCase() : null;
}

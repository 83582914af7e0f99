import * as z from "zod/mini";
import type { SubscriptionStatus } from "#lib/billing/schema.ts";
import { storableText, timestampText } from "#lib/webhooks/text.ts";

// What we keep of Polar's objects, read from what it sends, whatever else is in it.

const identifier = storableText.check(z.minLength(1));
const optionalMoment = z.nullish(timestampText);
const metadata = z.nullish(z.object({ organizationId: z.optional(z.unknown()) }));

/** When an object last changed: `modified_at` is null until it first does. */
const changes = { created_at: timestampText, modified_at: optionalMoment };

const subscription = z.object({
  id: identifier,
  ...changes,
  status: storableText,
  product_id: storableText,
  current_period_start: optionalMoment,
  current_period_end: optionalMoment,
  cancel_at_period_end: z.nullish(z.boolean()),
  trial_end: optionalMoment,
  ended_at: optionalMoment,
  metadata,
});

const customer = z.object({
  id: identifier,
  external_id: z.nullish(storableText),
  metadata,
  deleted_at: optionalMoment,
});

const itsCustomer = {
  customer_id: identifier,
  customer: z.nullish(z.object({ external_id: z.nullish(storableText) })),
};

const order = z.object({
  id: identifier,
  ...changes,
  status: storableText,
  product_id: z.nullish(storableText),
  net_amount: z.int(),
  refunded_amount: z.nullish(z.int()),
  metadata,
  ...itsCustomer,
});

const price = z.object({
  is_archived: z.nullish(z.boolean()),
  price_amount: z.nullish(z.int()),
});

const product = z.object({
  id: identifier,
  ...changes,
  name: identifier,
  prices: z.nullish(z.array(price)),
});

const eventOf = <Data extends z.core.$ZodType>(data: Data) =>
  z.object({ timestamp: timestampText, data });

export const subscriptionEvent = eventOf(z.extend(subscription, itsCustomer));
export const orderEvent = eventOf(order);
export const productEvent = eventOf(product);
export const customerEvent = eventOf(customer);
export const customerStateEvent = eventOf(
  z.extend(customer, { active_subscriptions: z.array(subscription) }),
);

export type PolarSubscription = z.output<typeof subscription>;
export type PolarOrder = z.output<typeof order>;
export type PolarProduct = z.output<typeof product>;

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

/** Our status for Polar's; `isKnown` is false for one that Polar did not have when this was written. */
export function mapStatus(providerStatus: string): {
  status: SubscriptionStatus;
  isKnown: boolean;
} {
  const status = Object.hasOwn(statuses, providerStatus) ? statuses[providerStatus] : undefined;
  return { status: status ?? "inactive", isKnown: status !== undefined };
}

interface Owned {
  external_id?: string | null;
  metadata?: { organizationId?: unknown } | null;
}

/** What Polar knows an organization by: our id or Clerk's; null when an object names none. */
export function organizationOf({ external_id, metadata }: Owned): string | null {
  const named = external_id || metadata?.organizationId;
  return typeof named === "string" && named ? named : null;
}

import * as z from "zod/mini";
import type { SubscriptionStatus } from "#lib/billing/schema.ts";
import { identifierText, keyText, storableText, timestampText } from "#lib/webhooks/text.ts";

// What we keep of Polar's objects, read from what it sends, whatever else is in it.

const optionalMoment = z.nullish(timestampText);
/** As Postgres keeps an integer. */
const wholeNumber = z.int().check(z.gte(0), z.lte(2_147_483_647));
/**
 * Our checkout writes the organization that buys into it, with our access token, and Polar copies it to
 * what is bought. No customer can. What is no text names nobody.
 */
const metadata = z.nullish(z.object({ organizationId: z.catch(z.optional(keyText), undefined) }));

/** When an object last changed: `modified_at` is null until it first does. */
const changes = { created_at: timestampText, modified_at: optionalMoment };

/** A scheduled change; what Polar does not change is null. */
const pendingUpdate = z.object({
  applies_at: timestampText,
  product_id: z.nullish(keyText),
  seats: z.nullish(wholeNumber),
  units: z.nullish(wholeNumber),
});

const subscription = z.object({
  id: identifierText,
  ...changes,
  status: storableText,
  product_id: keyText,
  current_period_start: optionalMoment,
  current_period_end: optionalMoment,
  cancel_at_period_end: z.nullish(z.boolean()),
  trial_end: optionalMoment,
  ended_at: optionalMoment,
  past_due_at: optionalMoment,
  metadata,
});

/** What the state of a customer does not tell of a subscription. */
const terms = {
  amount: z.nullish(z.int()),
  currency: z.nullish(storableText),
  recurring_interval: z.nullish(storableText),
  recurring_interval_count: z.nullish(wholeNumber),
  started_at: optionalMoment,
  current_meter_period_start: optionalMoment,
  current_meter_period_end: optionalMoment,
  pause_at_period_end: z.nullish(z.boolean()),
  resumes_at: optionalMoment,
  pending_update: z.nullish(pendingUpdate),
};

const customer = z.object({
  id: identifierText,
  external_id: z.nullish(keyText),
  metadata,
  deleted_at: optionalMoment,
});

const itsCustomer = {
  customer_id: identifierText,
  customer: z.nullish(z.object({ external_id: z.nullish(keyText) })),
};

const order = z.object({
  id: identifierText,
  ...changes,
  status: storableText,
  product_id: z.nullish(keyText),
  net_amount: z.int(),
  tax_amount: z.nullish(z.int()),
  refunded_amount: z.nullish(z.int()),
  refunded_tax_amount: z.nullish(z.int()),
  seats: z.nullish(wholeNumber),
  units: z.nullish(wholeNumber),
  total_amount: z.nullish(z.int()),
  currency: z.nullish(storableText),
  description: z.nullish(storableText),
  invoice_number: z.nullish(storableText),
  metadata,
  /** What a renewal pays for: it may say whose it is where the order does not. */
  subscription: z.nullish(z.object({ metadata })),
  ...itsCustomer,
});

const price = z.object({
  is_archived: z.nullish(z.boolean()),
  source: z.nullish(storableText),
  amount_type: z.nullish(storableText),
  price_currency: z.nullish(storableText),
  recurring_interval: z.nullish(storableText),
  price_amount: z.nullish(z.int().check(z.gte(0), z.lte(2_147_483_647))),
});

const product = z.object({
  id: identifierText,
  ...changes,
  name: identifierText,
  is_archived: z.nullish(z.boolean()),
  is_recurring: z.nullish(z.boolean()),
  recurring_interval: z.nullish(storableText),
  recurring_interval_count: z.nullish(wholeNumber),
  prices: z.nullish(z.array(price)),
});

const eventOf = <Data extends z.core.$ZodType>(data: Data) =>
  z.object({ timestamp: timestampText, data });

export const subscriptionEvent = eventOf(z.extend(subscription, { ...terms, ...itsCustomer }));
export const orderEvent = eventOf(order);
export const productEvent = eventOf(product);
export const customerEvent = eventOf(customer);
export const customerStateEvent = eventOf(
  z.extend(customer, { active_subscriptions: z.array(subscription) }),
);

export type PolarSubscription = z.output<typeof subscription>;
export type PolarTerms = z.output<typeof subscription> & z.output<z.ZodMiniObject<typeof terms>>;
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

type Metadata = { organizationId?: string } | null | undefined;

/**
 * Whose purchase something is, as Polar names it: our id or Clerk's; null when nothing names one.
 *
 * The purpose of a purchase comes before the customer. Polar takes a customer that it knows by e-mail,
 * and such a one keeps the id of the organization that bought first, whichever organization buys now.
 * @param purposes the metadata of what was bought, the nearest first.
 */
export function organizationOf(
  purposes: Metadata[],
  customer: { external_id?: string | null } | null | undefined,
): string | null {
  const purpose = purposes.find((one) => one?.organizationId)?.organizationId;
  return purpose ?? (customer?.external_id || null);
}

import { liveStatuses } from "#lib/billing/schema.ts";
import type { Database } from "#lib/db/database.ts";
import type { PolarClient } from "#lib/polar/client.ts";
import { polarEffect } from "#lib/polar/effect.ts";
import { mapStatus } from "#lib/polar/sync/events.ts";
import { type Applied, applyEffect } from "#lib/webhooks/apply.ts";
import { ownSubscriptions } from "./own.ts";

// Polar says in an answer what its webhooks will say, so nobody has to wait for those. It is applied
// through the same guards, by the moment at which we asked: what comes late changes nothing.

/** Applies what Polar answered about a subscription. */
export const applySubscription = (db: Database, subscription: object, askedAt: string) =>
  applyTold(db, "subscription.updated", subscription, askedAt);

/**
 * Asks Polar for the subscriptions of an organization, and applies them.
 * @returns how many of them are live; 0 for an organization that never bought.
 */
export async function applyCustomerState(
  db: Database,
  polar: PolarClient,
  organizationId: string,
): Promise<number> {
  const askedAt = new Date().toISOString();
  const own = await ownSubscriptions(polar, organizationId);
  for (const subscription of own) await applySubscription(db, subscription, askedAt);
  return own.filter(({ status }) => liveStatuses.includes(mapStatus(status).status)).length;
}

/** Asks Polar for the orders of a checkout, and applies them. @returns how many there are. */
export async function applyOrders(
  db: Database,
  polar: PolarClient,
  checkoutId: string,
): Promise<number> {
  const askedAt = new Date().toISOString();
  const { items } = await polar.orders.list({ checkout_id: checkoutId });
  for (const order of items) await applyTold(db, "order.updated", order, askedAt);
  return items.length;
}

async function applyTold(
  db: Database,
  type: string,
  data: object,
  timestamp: string,
): Promise<Applied> {
  const envelope = { type, timestamp, data };
  const body = JSON.stringify(envelope);
  return applyEffect(db, await polarEffect({ type, body }, envelope));
}

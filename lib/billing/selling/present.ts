import type { PolarClient } from "#lib/billing/polar.ts";
import { polarEffect } from "#lib/billing/record.ts";
import type { Database } from "#lib/db/database.ts";
import { type Applied, applyEffect } from "#lib/webhooks/apply.ts";
import { statusOf } from "#lib/webhooks/reconcile/pace.ts";

// Polar says in an answer what its webhooks will say, so nobody has to wait for those. It is applied
// through the same guards, by the moment at which we asked: what comes late changes nothing.

/** Applies what Polar answered about a subscription. */
export const applySubscription = (db: Database, subscription: object, askedAt: string) =>
  applyTold(db, "subscription.updated", subscription, askedAt);

/**
 * Asks Polar how the customer of an organization stands, and applies it.
 * @returns how many of its subscriptions are active; 0 for an organization that never bought.
 */
export async function applyCustomerState(
  db: Database,
  polar: PolarClient,
  organizationId: string,
): Promise<number> {
  const askedAt = new Date().toISOString();
  const state = await orNull(() => polar.customers.getStateExternal(organizationId));
  if (!state) return 0;
  await applyTold(db, "customer.state_changed", state, askedAt);
  return state.active_subscriptions.length;
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

async function orNull<Result>(ask: () => Promise<Result>): Promise<Result | null> {
  try {
    return await ask();
  } catch (error) {
    if (statusOf(error) === 404) return null;
    throw error;
  }
}

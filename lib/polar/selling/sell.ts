import type { models } from "@polar-sh/sdk/2026-10";
import { isMore } from "#lib/billing/plan-rank.ts";
import { billingPath, returnPath } from "#lib/billing/selling/paths.ts";
import type { SellingCode } from "#lib/billing/selling/refusals.ts";
import type { Database } from "#lib/db/database.ts";
import type { Notice } from "#lib/forms/notices.ts";
import type { PolarClient } from "#lib/polar/client.ts";
import { applyCustomerState, applySubscription } from "./apply-answer.ts";
import { callPolar, PolarRefusal } from "./call-polar.ts";
import type { Sale } from "./get-sale.ts";

/** What an owner has Polar do. Each answers where to go, or why not. */
export interface Selling {
  db: Database;
  polar: PolarClient;
  /** Where people reach the app. */
  appUrl: string;
  sale: Sale;
}

type Answer<Code extends SellingCode> = { to: string; notice?: Notice } | { refused: Code };

/**
 * A page of Polar's on which to pay for a plan or a pack. Polar is asked first whether there is a
 * subscription already, in case its webhook is still on the way: nobody shall pay for two.
 */
export async function openCheckout(
  { db, polar, appUrl, sale }: Selling,
  slug: string,
): Promise<Answer<"not_sold" | "already_subscribed">> {
  const plan = sale.plans.find((one) => one.slug === slug);
  const chosen = plan ?? sale.packs.find((one) => one.slug === slug);
  if (!chosen) return { refused: "not_sold" };
  const { organizationId } = sale;
  if (plan) {
    const active = await callPolar(() => applyCustomerState(db, polar, organizationId));
    if (sale.live || active > 0) return { refused: "already_subscribed" };
  }
  const page = new URL(billingPath(sale.slug), appUrl).href;
  const checkout = await callPolar(() =>
    polar.checkouts.create({
      products: [chosen.polarProductId],
      currency: chosen.currency,
      external_customer_id: organizationId,
      customer_email: sale.email,
      metadata: { organizationId },
      success_url: `${new URL(returnPath(sale.slug), appUrl).href}?checkout={CHECKOUT_ID}`,
      return_url: page,
    }),
  );
  return { to: checkout.url };
}

/**
 * Moves the subscription to another paid plan. One that includes more holds at once, and Polar takes
 * the difference at once: were it only on the next invoice, it could be gone before. One that includes
 * less comes with the next period, as this one is paid. The present plan takes such a change back.
 */
export async function changePlan(
  { db, polar, sale }: Selling,
  slug: string,
): Promise<Answer<"not_sold" | "no_subscription" | "same_plan" | "ending">> {
  const { live } = sale;
  if (live?.plan === slug && live.hasPendingChange) {
    await update(db, polar, live.id, { pending_update: null });
    return { to: billingPath(sale.slug), notice: "plan_kept" };
  }
  const plan = sale.plans.find((one) => one.slug === slug);
  if (!plan) return { refused: "not_sold" };
  if (!live) return { refused: "no_subscription" };
  if (live.plan === slug || live.pendingPlan === slug) return { refused: "same_plan" };
  if (live.willEnd) return { refused: "ending" };
  const isUpgrade = isMore(plan, live);
  const changed = await update(db, polar, live.id, {
    product_id: plan.polarProductId,
    proration_behavior: isUpgrade ? "invoice" : "next_period",
  });
  // What was scheduled before is not what is wanted now.
  if (isUpgrade && changed.pending_update) {
    await update(db, polar, live.id, { pending_update: null });
  }
  return {
    to: billingPath(sale.slug),
    notice: isUpgrade ? "plan_changed" : "plan_change_scheduled",
  };
}

/** Has Polar change a subscription, and applies what it answers. */
async function update(
  db: Database,
  polar: PolarClient,
  id: string,
  changes: models.SubscriptionUpdate,
): Promise<models.Subscription> {
  const askedAt = new Date().toISOString();
  const changed = await callPolar(() => polar.subscriptions.update(id, changes));
  await applySubscription(db, changed, askedAt);
  return changed;
}

/** Ends the subscription with its period, or takes that back. */
export async function setEnding(
  { db, polar, sale }: Selling,
  willEnd: boolean,
): Promise<Answer<"no_subscription">> {
  if (!sale.live) return { refused: "no_subscription" };
  await update(db, polar, sale.live.id, { cancel_at_period_end: willEnd });
  return {
    to: billingPath(sale.slug),
    notice: willEnd ? "subscription_canceled" : "subscription_resumed",
  };
}

/**
 * Polar's page for cards, invoices and everything that the customer has bought. Somebody who pays for
 * several organizations is one customer with one portal, which is opened for who owns all of them.
 */
export async function openPortal({
  polar,
  appUrl,
  sale,
}: Selling): Promise<Answer<"no_customer" | "shared_customer">> {
  const { customer } = sale;
  // Polar does not know the customer before the first checkout is paid.
  if (!customer) return { refused: "no_customer" };
  if (customer.isShared) return { refused: "shared_customer" };
  try {
    const session = await callPolar(() =>
      polar.customerSessions.create({
        customer_id: customer.id,
        return_url: new URL(billingPath(sale.slug), appUrl).href,
      }),
    );
    return { to: session.customer_portal_url };
  } catch (error) {
    if (error instanceof PolarRefusal && (error.status === 422 || error.status === 404)) {
      return { refused: "no_customer" };
    }
    throw error;
  }
}

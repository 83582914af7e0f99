import type { PolarClient } from "#lib/billing/polar.ts";
import type { Database } from "#lib/db/database.ts";
import { ask, PolarRefusal } from "./ask.ts";
import { billingPath, returnPath } from "./forms.ts";
import { applyCustomerState, applySubscription } from "./present.ts";
import type { SellingCode } from "./refusals.ts";
import type { Sale } from "./sale.ts";

/** What an owner has Polar do. Each answers where to go, or why not. */
export interface Selling {
  db: Database;
  polar: PolarClient;
  /** Where people reach the app. */
  appUrl: string;
  sale: Sale;
}

type Answer<Code extends SellingCode> = { to: string } | { refused: Code };

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
    const active = await ask(() => applyCustomerState(db, polar, organizationId));
    if (sale.live || active > 0) return { refused: "already_subscribed" };
  }
  const page = new URL(billingPath(sale.slug), appUrl).href;
  const checkout = await ask(() =>
    polar.checkouts.create({
      products: [chosen.polarProductId],
      external_customer_id: organizationId,
      customer_email: sale.email,
      metadata: { organizationId },
      success_url: `${new URL(returnPath(sale.slug), appUrl).href}?checkout={CHECKOUT_ID}`,
      return_url: page,
    }),
  );
  return { to: checkout.url };
}

/** Moves the subscription to another paid plan, from now on, with the difference on the next invoice. */
export async function changePlan(
  { db, polar, sale }: Selling,
  slug: string,
): Promise<Answer<"not_sold" | "no_subscription" | "same_plan">> {
  const plan = sale.plans.find((one) => one.slug === slug);
  if (!plan) return { refused: "not_sold" };
  if (!sale.live) return { refused: "no_subscription" };
  if (sale.live.plan === slug) return { refused: "same_plan" };
  const { id } = sale.live;
  const askedAt = new Date().toISOString();
  const subscription = await ask(() =>
    polar.subscriptions.update(id, {
      product_id: plan.polarProductId,
      proration_behavior: "prorate",
    }),
  );
  await applySubscription(db, subscription, askedAt);
  return { to: billingPath(sale.slug) };
}

/** Ends the subscription with its period, or takes that back. */
export async function setEnding(
  { db, polar, sale }: Selling,
  willEnd: boolean,
): Promise<Answer<"no_subscription">> {
  if (!sale.live) return { refused: "no_subscription" };
  const { id } = sale.live;
  const askedAt = new Date().toISOString();
  const subscription = await ask(() =>
    polar.subscriptions.update(id, { cancel_at_period_end: willEnd }),
  );
  await applySubscription(db, subscription, askedAt);
  return { to: billingPath(sale.slug) };
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
    const session = await ask(() =>
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

import { randomUUID } from "node:crypto";
import type { models } from "@polar-sh/sdk/2026-10";
import { customerState, polarCustomer } from "./customer.ts";
import type { Told } from "./deliveries.ts";
import { polarOrder } from "./order.ts";
import { pendingUpdate, prorated, withProduct } from "./plan-change.ts";
import { priceOf } from "./product.ts";
import type { PolarStore } from "./store.ts";
import { newSubscription } from "./subscription.ts";
import { type SubscriptionCommand, subscriptionChanges } from "./subscription-commands.ts";

export interface Purchase {
  /** Our organization's id, which Polar knows the customer by. */
  externalId: string | null;
  productId: string;
  email?: string | null;
  metadata?: models.Subscription["metadata"];
  checkout?: models.Checkout;
}

/** What happens at Polar: each act changes the store and tells the app of it, as Polar does. */
export type Lifecycle = ReturnType<typeof createLifecycle>;

const month = 30 * 86_400_000;

export function createLifecycle(store: PolarStore, send: (events: Told[]) => void) {
  const { products, customers, subscriptions, orders, now } = store;

  function findCustomer(externalId: string | null): models.CustomerTeam | undefined {
    if (externalId === null) return undefined;
    return [...customers.values()].find(({ external_id }) => external_id === externalId);
  }

  const withEmail = (email: string | null | undefined) =>
    email ? [...customers.values()].find((customer) => customer.email === email) : undefined;

  const stateChanged = (customer: models.CustomerTeam): Told => ({
    type: "customer.state_changed",
    data: customerState(customer, [...subscriptions.values()]),
  });

  /** Buys a product: a subscription with its first order, or an order alone. */
  function purchase({ externalId, productId, email, metadata = {}, checkout }: Purchase) {
    const product = products.get(productId);
    if (!product) throw new RangeError(`The stand-in has no product ${productId}`);
    const startedAt = now();
    // As at Polar, who pays is known by their address, and keeps the id that they were given first.
    const known = findCustomer(externalId) ?? withEmail(email);
    const choice = { externalId, email: email ?? undefined, createdAt: startedAt };
    const customer = known ?? polarCustomer(choice);
    const told: Told[] = known ? [] : [{ type: "customer.created", data: customer }];
    customers.set(customer.id, customer);

    const checkoutId = checkout?.id ?? null;
    const periodEnd = new Date(Date.parse(startedAt) + month).toISOString();
    let subscription: models.Subscription | null = null;
    if (product.is_recurring) {
      const id = randomUUID();
      const parts = { id, customer, product, checkoutId, metadata, startedAt, periodEnd };
      subscription = newSubscription(parts);
      subscriptions.set(id, subscription);
    }
    const id = randomUUID();
    const parts = { id, customer, product, subscription, checkoutId, metadata };
    const order = polarOrder({ ...parts, createdAt: startedAt });
    orders.set(id, order);
    if (checkout) {
      Object.assign(checkout, {
        status: "succeeded",
        customer_id: customer.id,
        subscription_id: subscription?.id ?? null,
        modified_at: now(),
      });
      told.push({ type: "checkout.updated", data: { ...checkout } });
    }
    told.push({ type: "order.created", data: order });
    // One moment under three names, all with the same data, as Polar sends it.
    const names = ["subscription.created", "subscription.active", "subscription.updated"] as const;
    if (subscription) for (const type of names) told.push({ type, data: subscription });
    send([...told, { type: "order.paid", data: order }, stateChanged(customer)]);
    return { customer, subscription, order };
  }

  /**
   * Changes a subscription, and says so under `updated` before the name of what happened.
   * @param comment why it is canceled.
   */
  function change(
    id: string,
    command: SubscriptionCommand,
    comment: string | null = null,
  ): models.Subscription | undefined {
    const present = subscriptions.get(id);
    if (!present) return undefined;
    const { type, changes } = subscriptionChanges[command](present, now());
    const due = command === "cycle" && products.get(present.pending_update?.product_id ?? "");
    if (due) Object.assign(changes, { ...withProduct(present, due), ...changes });
    const why = comment === null ? {} : { customer_cancellation_comment: comment };
    return tell({ ...present, ...changes, ...why, modified_at: now() }, type);
  }

  /** Moves a subscription to another product: now, or when its period ends. */
  function switchProduct(
    id: string,
    productId: string,
    behavior: models.SubscriptionProrationBehavior = "prorate",
  ): models.Subscription | undefined {
    const present = subscriptions.get(id);
    const product = products.get(productId);
    if (!present || !product) return undefined;
    if (behavior === "next_period") return schedule(present, productId);
    const next = withProduct(present, product);
    if (behavior === "invoice") invoiceChange(present, next);
    return tell({ ...next, modified_at: now() });
  }

  /** Another product from the period's end on; none takes that back. */
  function schedule(present: models.Subscription, productId: string | null): models.Subscription {
    const pending = productId === null ? null : pendingUpdate(present, productId, now());
    return tell({ ...present, pending_update: pending, modified_at: now() });
  }

  /** What a change to a dearer product costs for the rest of the period. */
  function invoiceChange(present: models.Subscription, next: models.Subscription) {
    const customer = customers.get(present.customer_id);
    if (!customer) return;
    const amount = prorated(present, next.amount - present.amount, now());
    const order = polarOrder({
      id: randomUUID(),
      customer,
      product: next.product,
      subscription: next,
      checkoutId: null,
      metadata: present.metadata,
      createdAt: now(),
      amount,
      reason: "subscription_update",
    });
    orders.set(order.id, order);
    send([
      { type: "order.created", data: order },
      { type: "order.paid", data: order },
    ]);
  }

  function tell(subscription: models.Subscription, type?: models.WebhookEventType) {
    subscriptions.set(subscription.id, subscription);
    const names = type
      ? (["subscription.updated", type] as const)
      : ["subscription.updated" as const];
    const customer = customers.get(subscription.customer_id);
    send([
      ...names.map((name) => ({ type: name, data: subscription })),
      ...(customer ? [stateChanged(customer)] : []),
    ]);
    return subscription;
  }

  /** Pays back part of an order, in cents, or all that is left of it. */
  function refund(id: string, cents?: number): models.Order | undefined {
    const present = orders.get(id);
    if (!present) return undefined;
    const amount = Math.min(cents ?? present.refundable_amount, present.refundable_amount);
    const refunded = present.refunded_amount + amount;
    const order: models.Order = {
      ...present,
      status: refunded >= present.net_amount ? "refunded" : "partially_refunded",
      refunded_amount: refunded,
      refundable_amount: present.net_amount - refunded,
      modified_at: now(),
    };
    orders.set(id, order);
    send([
      { type: "order.updated", data: order },
      { type: "order.refunded", data: order },
    ]);
    return order;
  }

  /** Writes the invoice of an order, once. */
  function writeInvoice(id: string): models.Order | undefined {
    const present = orders.get(id);
    if (!present || present.is_invoice_generated) return present;
    const invoice_number = `INV-${String(orders.size).padStart(4, "0")}-${id.slice(0, 4)}`;
    const order = { ...present, is_invoice_generated: true, invoice_number, modified_at: now() };
    orders.set(id, order);
    send([{ type: "order.updated", data: order }]);
    return order;
  }

  /** Renames a product or gives it another price. */
  function changeProduct(id: string, changes: { name?: string; priceCents?: number }) {
    const present = products.get(id);
    if (!present) return undefined;
    const { name = present.name, priceCents = priceOf(present) } = changes;
    const prices = present.prices.map((price) => ({ ...price, price_amount: priceCents }));
    const product: models.Product = { ...present, name, prices, modified_at: now() };
    products.set(id, product);
    send([{ type: "product.updated", data: product }]);
    return product;
  }

  /** Deletes a customer, whose subscriptions end with them. */
  function deleteCustomer(id: string): boolean {
    const customer = customers.get(id);
    if (!customer) return false;
    customers.delete(id);
    for (const { id: subscriptionId, customer_id: owner, status } of subscriptions.values()) {
      if (owner === id && status !== "canceled") change(subscriptionId, "revoke");
    }
    send([{ type: "customer.deleted", data: { ...customer, deleted_at: now() } }]);
    return true;
  }

  return {
    findCustomer,
    purchase,
    change,
    switchProduct,
    schedule,
    refund,
    writeInvoice,
    changeProduct,
    deleteCustomer,
  };
}

import { sql } from "drizzle-orm";
import * as z from "zod/mini";
import { creditPacks, plans, polarCustomers, subscriptions } from "#lib/billing/schema.ts";
import { type Database, rows } from "#lib/db/database.ts";
import { polarCustomer } from "./customer.ts";
import { polarProduct } from "./product.ts";
import { momentText, recallOrders } from "./recall-orders.ts";
import type { PolarStore } from "./store.ts";
import { newSubscription } from "./subscription.ts";

const product = z.object({
  id: z.string(),
  name: z.string(),
  priceCents: z.number(),
  isOneTime: z.boolean(),
});

const customer = z.object({ id: z.string(), externalId: z.string() });

const subscription = z.object({
  id: z.string(),
  customerId: z.string(),
  productId: z.string(),
  organizationId: z.string(),
  status: z.enum([
    "incomplete",
    "incomplete_expired",
    "trialing",
    "active",
    "past_due",
    "canceled",
    "unpaid",
    "paused",
  ]),
  changedAt: z.string(),
  startedAt: z.string(),
  periodEnd: z.nullable(z.string()),
  trialEnd: z.nullable(z.string()),
  endedAt: z.nullable(z.string()),
  willEnd: z.boolean(),
});

/**
 * Tells the stand-in, which forgets everything when it ends, what the app's database knows of Polar: so
 * after a restart of `npm run dev` both are still of one mind, and every invoice opens.
 */
export async function recall(db: Database, store: PolarStore): Promise<void> {
  const createdAt = store.now();
  for (const sold of await rows(db, soldProducts, (row) => product.parse(row.it))) {
    store.products.set(
      sold.id,
      polarProduct({ ...sold, createdAt: "2020-01-01T00:00:00.000000Z" }),
    );
  }
  for (const { id, externalId } of await rows(db, knownCustomers, (row) =>
    customer.parse(row.it),
  )) {
    store.customers.set(id, { ...polarCustomer({ externalId, createdAt }), id });
  }
  const known = await rows(db, knownSubscriptions, (row) => subscription.safeParse(row.it));
  for (const { data } of known) {
    const owner = data && store.customers.get(data.customerId);
    const sold = data && store.products.get(data.productId);
    if (!owner || !sold) continue;
    const { status, changedAt, periodEnd, trialEnd, endedAt, willEnd } = data;
    store.subscriptions.set(data.id, {
      ...newSubscription({
        id: data.id,
        customer: owner,
        product: sold,
        checkoutId: null,
        metadata: { organizationId: data.organizationId },
        startedAt: data.startedAt,
        periodEnd: periodEnd ?? data.startedAt,
      }),
      modified_at: changedAt,
      status,
      trial_end: trialEnd,
      cancel_at_period_end: willEnd,
      canceled_at: willEnd || endedAt ? changedAt : null,
      ends_at: willEnd ? periodEnd : null,
      ended_at: endedAt,
    });
  }
  await recallOrders(db, store);
}

const soldProducts = sql`
  select jsonb_build_object('id', polar_product_id, 'name', name, 'priceCents', price_cents, 'isOneTime', false) as it
  from ${plans} where polar_product_id is not null
  union all
  select jsonb_build_object('id', polar_product_id, 'name', name, 'priceCents', price_cents, 'isOneTime', true)
  from ${creditPacks} where polar_product_id is not null`;

const knownCustomers = sql`
  select jsonb_build_object('id', polar_customer_id, 'externalId', organization_id) as it
  from (
    -- Whom a customer is named after, of all that it pays for.
    select distinct on (polar_customer_id) polar_customer_id, organization_id
    from (
      select polar_customer_id, organization_id, 1 as place, created_at from ${polarCustomers}
      union all
      select polar_customer_id, organization_id, 2, created_at
      from ${subscriptions} where polar_customer_id is not null
    ) as named
    order by polar_customer_id, place, created_at
  ) as customers
  where not exists (
    select from ${polarCustomers} as gone
    where gone.polar_customer_id = customers.polar_customer_id and gone.deleted_at is not null
  )`;

const knownSubscriptions = sql`
  select jsonb_build_object(
    'id', polar_subscription_id, 'customerId', polar_customer_id,
    'productId', polar_product_id, 'organizationId', organization_id,
    'status', provider_status, 'changedAt', ${momentText("polar_event_at")},
    'startedAt', ${momentText("coalesce(current_period_start, it.created_at)")},
    'periodEnd', ${momentText("current_period_end")}, 'trialEnd', ${momentText("trial_end")},
    'endedAt', ${momentText("ended_at")}, 'willEnd', cancel_at_period_end
  ) as it
  from ${subscriptions} as it join ${plans} as plan on plan.id = plan_id
  where polar_subscription_id is not null`;

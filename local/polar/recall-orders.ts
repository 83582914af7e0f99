import type { models } from "@polar-sh/sdk/2026-10";
import { sql } from "drizzle-orm";
import * as z from "zod/mini";
import { orders } from "#lib/billing/schema.ts";
import { type Database, rows } from "#lib/db/database.ts";
import { stableId } from "#local/demo/stable-id.ts";
import { polarCustomer } from "./customer.ts";
import { polarOrder } from "./order.ts";
import { polarProduct } from "./product.ts";
import type { PolarStore } from "./store.ts";

const order = z.object({
  id: z.string(),
  organizationId: z.string(),
  description: z.string(),
  total: z.number(),
  refunded: z.number(),
  currency: z.string(),
  status: z.catch(z.enum(["pending", "paid", "refunded", "partially_refunded", "void"]), "paid"),
  invoiceNumber: z.nullable(z.string()),
  orderedAt: z.string(),
  changedAt: z.string(),
});

/** Tells the stand-in of the orders that the app lists, so that their invoices open. */
export async function recallOrders(db: Database, store: PolarStore): Promise<void> {
  for (const it of await rows(db, knownOrders, (row) => order.parse(row.it))) {
    store.orders.set(it.id, recalled(store, it));
  }
}

function recalled(store: PolarStore, it: z.output<typeof order>): models.Order {
  const { id, organizationId: externalId, description: name, total, refunded, orderedAt } = it;
  const customers = [...store.customers.values()];
  const products = [...store.products.values()];
  // What was bought is known by its name alone, and may not be sold any more.
  const unsold = { id: stableId("product", name), name, priceCents: total, createdAt: orderedAt };
  return {
    ...polarOrder({
      id,
      customer:
        customers.find(({ external_id }) => external_id === externalId) ??
        polarCustomer({ externalId, createdAt: orderedAt }),
      product:
        products.find((sold) => sold.name === name) ?? polarProduct({ ...unsold, isOneTime: true }),
      subscription: null,
      checkoutId: null,
      metadata: { organizationId: externalId },
      createdAt: orderedAt,
    }),
    modified_at: it.changedAt === orderedAt ? null : it.changedAt,
    status: it.status,
    subtotal_amount: total,
    net_amount: total,
    total_amount: total,
    refunded_amount: refunded,
    refundable_amount: total - refunded,
    currency: it.currency,
    invoice_number: it.invoiceNumber,
    is_invoice_generated: it.invoiceNumber !== null,
  };
}

/** A moment as Polar writes it, with its microseconds. */
export const momentText = (column: string) =>
  sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`);

const knownOrders = sql`
  select jsonb_build_object(
    'id', polar_order_id, 'organizationId', organization_id, 'description', description,
    'total', total_amount, 'refunded', refunded_amount, 'currency', currency, 'status', status,
    'invoiceNumber', invoice_number,
    'orderedAt', ${momentText("ordered_at")}, 'changedAt', ${momentText("event_at")}
  ) as it
  from ${orders} order by ordered_at, id`;

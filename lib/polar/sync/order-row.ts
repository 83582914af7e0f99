import type { SQL } from "drizzle-orm";
import { orders } from "#lib/billing/schema.ts";
import { sql } from "#lib/db/sql.ts";
import { guardedUpsert } from "#lib/webhooks/upsert.ts";
import { type Version, versionColumns, versionValues } from "#lib/webhooks/version.ts";
import type { PolarOrder } from "./events.ts";

/** The upsert of an order as it is listed among the invoices; `tenant` is the organization's row. */
export const orderRow = (order: PolarOrder, version: Version): SQL =>
  guardedUpsert({
    table: orders,
    key: ["polar_order_id"],
    from: sql`fresh, tenant where tenant.id is not null`,
    version: versionColumns(),
    values: {
      polar_order_id: sql`${order.id}::text`,
      organization_id: sql`tenant.id`,
      polar_customer_id: sql`${order.customer_id}::text`,
      description: sql`${order.description ?? ""}::text`,
      total_amount: sql`${order.total_amount ?? order.net_amount}::bigint`,
      tax_amount: sql`${order.tax_amount ?? 0}::bigint`,
      // Polar tells the refund of the price and that of its tax apart; the total has both.
      refunded_amount: sql`${(order.refunded_amount ?? 0) + (order.refunded_tax_amount ?? 0)}::bigint`,
      seats: sql`${order.seats ?? null}::integer`,
      units: sql`${order.units ?? null}::integer`,
      currency: sql`${order.currency ?? "usd"}::text`,
      status: sql`${order.status}::text`,
      invoice_number: sql`${order.invoice_number ?? null}::text`,
      ordered_at: sql`${order.created_at}::timestamptz`,
      ...versionValues(version),
    },
  });

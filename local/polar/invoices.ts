import type { Routes } from "#local/stand-in/routes.ts";
import { found, notFound } from "./answers.ts";
import type { Polar } from "./api.ts";
import { escapeHtml, page, priceText } from "./html.ts";

/** Invoices: written when they are asked for, and shown to a browser. */
export function invoiceRoutes({ store, lifecycle, baseUrl }: Polar): Routes {
  const { orders } = store;
  return {
    "GET /v1/orders/:id/invoice": ({ params: { id = "" } }) =>
      orders.get(id)?.is_invoice_generated
        ? found({ url: `${baseUrl()}/invoices/${id}` })
        : notFound,
    "POST /v1/orders/:id/invoice": ({ params: { id = "" } }) =>
      lifecycle.writeInvoice(id) ? { status: 202, body: {} } : notFound,
    "GET /invoices/:id": ({ params: { id = "" } }) => {
      const order = orders.get(id);
      if (!order?.invoice_number) return notFound;
      const { description, total_amount, currency, created_at } = order;
      return {
        body: page(
          `Invoice ${escapeHtml(order.invoice_number)}`,
          `<p>${created_at.slice(0, 10)}: ${escapeHtml(description)}, ${priceText(total_amount, currency)}</p>`,
        ),
      };
    },
  };
}

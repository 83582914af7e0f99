import { randomUUID } from "node:crypto";
import * as z from "zod/mini";
import type { Routes } from "#local/stand-in/routes.ts";
import { by, found, invalid, listed, notFound } from "./answers.ts";
import { checkoutRoutes } from "./checkouts.ts";
import { customerState } from "./customer.ts";
import type { Deliveries } from "./deliveries.ts";
import { invoiceRoutes } from "./invoices.ts";
import type { Lifecycle } from "./lifecycle.ts";
import { portalRoutes } from "./portal.ts";
import type { PolarStore } from "./store.ts";

export interface Polar {
  store: PolarStore;
  lifecycle: Lifecycle;
  deliveries: Deliveries;
  /** Of the stand-in. */
  baseUrl(): string;
}

/** What of Polar's API reconciling, checkout and metering need, under the paths that its SDK calls. */
export function apiRoutes(polar: Polar): Routes {
  const { store, lifecycle, deliveries } = polar;
  const { customers, products, subscriptions, orders, endpoint } = store;
  const external = (item: { customer: { external_id?: string | null } }, value: string) =>
    item.customer.external_id === value;

  const state = (id: string | undefined) => {
    const customer = customers.get(id ?? "");
    return customer ? { body: customerState(customer, [...subscriptions.values()]) } : notFound;
  };

  return {
    "GET /v1/products": ({ query }) =>
      listed(products.values(), query, {
        id: by("id"),
        is_archived: by("is_archived"),
        is_recurring: by("is_recurring"),
      }),
    "GET /v1/products/:id": ({ params }) => found(products.get(params.id ?? "")),

    "GET /v1/customers": ({ query }) => listed(customers.values(), query, { email: by("email") }),
    "GET /v1/customers/external/:id/state": ({ params }) =>
      state(lifecycle.findCustomer(params.id ?? "")?.id),
    "GET /v1/customers/external/:id": ({ params }) =>
      found(lifecycle.findCustomer(params.id ?? "")),
    "GET /v1/customers/:id/state": ({ params }) => state(params.id),
    "GET /v1/customers/:id": ({ params }) => found(customers.get(params.id ?? "")),
    "DELETE /v1/customers/:id": ({ params }) =>
      lifecycle.deleteCustomer(params.id ?? "") ? { status: 204 } : notFound,

    "GET /v1/subscriptions": ({ query }) =>
      listed(subscriptions.values(), query, {
        product_id: by("product_id"),
        customer_id: by("customer_id"),
        external_customer_id: external,
        status: by("status"),
        active: ({ status }, value) =>
          (status === "active" || status === "trialing") === (value === "true"),
        cancel_at_period_end: by("cancel_at_period_end"),
        started_after: ({ started_at }, value) => Date.parse(started_at ?? "") > Date.parse(value),
      }),
    "GET /v1/subscriptions/:id": ({ params }) => found(subscriptions.get(params.id ?? "")),
    "DELETE /v1/subscriptions/:id": ({ params: { id = "" } }) => {
      if (subscriptions.get(id)?.status === "canceled") return alreadyCanceled;
      return found(lifecycle.change(id, "revoke"));
    },
    "PATCH /v1/subscriptions/:id": ({ params: { id = "" }, body }) => {
      const update = subscriptionUpdate.safeParse(body);
      if (!update.success) return invalid("body", "", "Input should be an update");
      const present = subscriptions.get(id);
      if (!present) return notFound;
      if (present.status === "canceled") return alreadyCanceled;
      const { revoke, product_id, cancel_at_period_end, customer_cancellation_comment } =
        update.data;
      if (update.data.pending_update === null) return found(lifecycle.schedule(present, null));
      if (revoke) return found(lifecycle.change(id, "revoke"));
      if (product_id) {
        if (present.cancel_at_period_end) return alreadyCanceled;
        return products.has(product_id)
          ? found(lifecycle.switchProduct(id, product_id, update.data.proration_behavior))
          : invalid("body", "product_id", "Product does not exist.");
      }
      if (!cancel_at_period_end) return found(lifecycle.change(id, "uncancel"));
      return found(lifecycle.change(id, "cancel", customer_cancellation_comment));
    },

    "GET /v1/orders": ({ query }) =>
      listed(orders.values(), query, {
        product_id: by("product_id"),
        customer_id: by("customer_id"),
        external_customer_id: external,
        checkout_id: by("checkout_id"),
        subscription_id: by("subscription_id"),
        status: by("status"),
        created_after: ({ created_at }, value) => Date.parse(created_at) > Date.parse(value),
      }),
    "GET /v1/orders/:id": ({ params }) => found(orders.get(params.id ?? "")),

    "GET /v1/webhooks/endpoints": ({ query }) => listed([endpoint], query),
    "GET /v1/webhooks/endpoints/:id": ({ params }) =>
      found(params.id === endpoint.id ? endpoint : undefined),
    "PATCH /v1/webhooks/endpoints/:id": ({ params, body }) => {
      if (params.id !== endpoint.id) return notFound;
      if (typeof body.enabled === "boolean") endpoint.enabled = body.enabled;
      if (typeof body.url === "string") endpoint.url = body.url;
      return found(endpoint);
    },
    "GET /v1/webhooks/deliveries": ({ query }) => {
      const latestFirst = [...store.deliveries.values()].reverse();
      return listed(latestFirst, query, {
        succeeded: by("succeeded"),
        event_type: ({ webhook_event }, value) => webhook_event.type === value,
        start_timestamp: ({ created_at }, value) => Date.parse(created_at) >= Date.parse(value),
        end_timestamp: ({ created_at }, value) => Date.parse(created_at) < Date.parse(value),
      });
    },
    "POST /v1/webhooks/events/:id/redeliver": ({ params }) =>
      deliveries.redeliver(params.id ?? "") ? { status: 202, body: {} } : notFound,

    "POST /v1/events/ingest": ({ body }) => {
      const ingest = ingested.safeParse(body);
      if (!ingest.success) return invalid("body", "events", "Field required");
      const refused = ingest.data.events.find((it) =>
        store.refusedEvents.has(it.external_id ?? ""),
      );
      if (refused) return invalid("body", "events", "Value error");
      const known = store.events.size;
      for (const event of ingest.data.events) {
        const id = randomUUID();
        const key = event.external_id ?? id;
        if (!store.events.has(key))
          store.events.set(key, { id, ...event, timestamp: event.timestamp ?? store.now() });
      }
      const inserted = store.events.size - known;
      return { body: { inserted, duplicates: ingest.data.events.length - inserted } };
    },
    ...checkoutRoutes(polar),
    ...portalRoutes(polar),
    ...invoiceRoutes(polar),
  };
}

const alreadyCanceled = {
  status: 403,
  body: {
    error: "AlreadyCanceledSubscription",
    detail: "This subscription is already canceled or will be at the end of the period.",
  },
};

const subscriptionUpdate = z
  .object({
    cancel_at_period_end: z.optional(z.boolean()),
    customer_cancellation_comment: z.nullish(z.string()),
    pending_update: z.optional(z.null()),
    product_id: z.optional(z.string()),
    proration_behavior: z.optional(z.enum(["invoice", "prorate", "next_period", "reset"])),
    revoke: z.optional(z.literal(true)),
  })
  .check(z.refine((update) => Object.values(update).some((value) => value !== undefined)));

const ingested = z.object({
  events: z.array(
    z.object({
      name: z.string().check(z.minLength(1)),
      timestamp: z.optional(z.string()),
      customer_id: z._default(z.nullable(z.string()), null),
      external_customer_id: z._default(z.nullable(z.string()), null),
      external_id: z._default(z.nullable(z.string()), null),
      metadata: z._default(z.record(z.string(), z.unknown()), {}),
    }),
  ),
});

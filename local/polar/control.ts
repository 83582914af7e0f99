import * as z from "zod/mini";
import type { Routes } from "#local/stand-in/routes.ts";
import type { Refusal } from "#local/stand-in/server.ts";
import { found, invalid, notFound } from "./answers.ts";
import type { Polar } from "./api.ts";
import { isSubscriptionCommand } from "./subscription-commands.ts";

/** What Polar has no API for: what people and time do there, and what goes wrong on the way. */
export function controlRoutes(polar: Polar, refuse: (refusal: Refusal) => void): Routes {
  const { store, lifecycle, deliveries } = polar;
  return {
    "POST /control/purchases": ({ body }) => {
      const purchase = purchaseBody.safeParse(body);
      if (!purchase.success) return invalid("body", "", "Input should be a purchase");
      const { product_id: productId, external_customer_id: externalId } = purchase.data;
      const { customer_email: email, metadata } = purchase.data;
      if (!store.products.has(productId)) return notFound;
      const { customer, subscription, order } = lifecycle.purchase({
        externalId,
        productId,
        email,
        metadata,
      });
      return { status: 201, body: { customer, subscription, order } };
    },
    "POST /control/subscriptions/:id/:command": ({ params: { id = "", command } }) =>
      isSubscriptionCommand(command) ? found(lifecycle.change(id, command)) : notFound,
    "POST /control/orders/:id/refund": ({ params, body }) =>
      found(
        lifecycle.refund(
          params.id ?? "",
          typeof body.amount === "number" ? body.amount : undefined,
        ),
      ),
    "PATCH /control/products/:id": ({ params, body }) =>
      found(
        lifecycle.changeProduct(params.id ?? "", {
          name: typeof body.name === "string" ? body.name : undefined,
          priceCents: typeof body.price_amount === "number" ? body.price_amount : undefined,
        }),
      ),
    /** As if it had never been, and without a word. */
    "DELETE /control/subscriptions/:id": ({ params }) =>
      store.subscriptions.delete(params.id ?? "") ? { status: 204 } : notFound,
    "PUT /control/disorder": ({ body }) => {
      const disorder = disorderBody.safeParse(body);
      if (!disorder.success) return invalid("body", "", "Input should be a disorder");
      deliveries.setDisorder(disorder.data);
      return { body: disorder.data };
    },
    "PUT /control/refusal": ({ body }) => {
      const refusal = refusalBody.safeParse(body);
      if (!refusal.success) return invalid("body", "", "Input should be a refusal");
      const { status, times, retry_after: retryAfter } = refusal.data;
      refuse({ status, times, retryAfter });
      return { body: refusal.data };
    },
    "POST /control/settle": async () => {
      await deliveries.settle();
      return { body: {} };
    },
  };
}

const purchaseBody = z.object({
  external_customer_id: z.nullable(z.string()),
  product_id: z.string(),
  customer_email: z.optional(z.string()),
  metadata: z.optional(z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))),
});

const share = z.optional(z.number().check(z.gte(0), z.lte(1)));

const disorderBody = z.object({
  seed: z.optional(z.int()),
  shuffle: z.optional(z.boolean()),
  duplicate: share,
  twins: share,
  drop: share,
  delay: z.optional(z.number().check(z.gte(0))),
});

const refusalBody = z.object({
  status: z.int().check(z.gte(400), z.lte(599)),
  times: z.int().check(z.gte(0)),
  retry_after: z.optional(z.int()),
});

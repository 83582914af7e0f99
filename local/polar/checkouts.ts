import * as z from "zod/mini";
import type { Routes } from "#local/stand-in/routes.ts";
import { by, found, invalid, listed, notFound } from "./answers.ts";
import type { Polar } from "./api.ts";
import { polarCheckout } from "./checkout.ts";
import { escapeHtml, page, priceText } from "./html.ts";

/** Checkouts, and the page on which a browser pays. */
export function checkoutRoutes({ store, lifecycle, baseUrl }: Polar): Routes {
  const { products, checkouts, now } = store;
  const bySecret = (secret = "") =>
    [...checkouts.values()].find(({ client_secret }) => client_secret === secret);

  /** @returns the checkout when it is paid now or was before. */
  function pay(secret: string | undefined) {
    const checkout = bySecret(secret);
    if (checkout?.status !== "open" || !checkout.product_id) return checkout;
    const { external_customer_id: externalId, customer_email: email, metadata } = checkout;
    lifecycle.purchase({ externalId, productId: checkout.product_id, email, metadata, checkout });
    return checkout;
  }

  return {
    "POST /v1/checkouts": ({ body }) => {
      const create = checkoutCreate.safeParse(body);
      if (!create.success) {
        const [field = ""] = create.error.issues[0]?.path ?? [];
        return invalid("body", String(field), "Field required");
      }
      const { products: ids, success_url: successUrl, ...choice } = create.data;
      const chosen = ids.flatMap((id) => products.get(id) ?? []);
      const [product] = chosen;
      if (!product || chosen.length < ids.length) {
        return invalid("body", "products", "Product does not exist.");
      }
      const checkout = polarCheckout({
        product,
        products: chosen,
        externalCustomerId: choice.external_customer_id ?? null,
        customerEmail: choice.customer_email ?? null,
        metadata: choice.metadata ?? {},
        successUrl: successUrl ?? null,
        returnUrl: choice.return_url ?? null,
        createdAt: now(),
        baseUrl: baseUrl(),
      });
      checkouts.set(checkout.id, checkout);
      return { status: 201, body: checkout };
    },
    "GET /v1/checkouts": ({ query }) =>
      listed(checkouts.values(), query, { status: by("status"), product_id: by("product_id") }),
    "GET /v1/checkouts/:id": ({ params }) => found(checkouts.get(params.id ?? "")),
    "GET /v1/checkouts/client/:secret": ({ params }) => found(bySecret(params.secret)),
    "POST /v1/checkouts/client/:secret/confirm": ({ params }) => {
      const checkout = pay(params.secret);
      return checkout ? { body: { ...checkout, status: "confirmed" } } : notFound;
    },

    // What a browser sees. Paying needs no card here.
    "GET /checkout/:secret": ({ params: { secret } }) => {
      const checkout = bySecret(secret);
      if (!checkout) return notFound;
      const price = priceText(checkout.total_amount, checkout.currency);
      return {
        body: page(
          "Checkout",
          `<p>${escapeHtml(checkout.product?.name ?? "")}: ${price}</p>
          <form method="post" action="/checkout/${escapeHtml(secret ?? "")}/confirm"><button>Pay</button></form>${
            checkout.return_url
              ? `<p><a href="${escapeHtml(checkout.return_url)}">Back</a></p>`
              : ""
          }`,
        ),
      };
    },
    "POST /checkout/:secret/confirm": ({ params: { secret } }) => {
      const checkout = pay(secret);
      return checkout ? { status: 303, headers: { location: checkout.success_url } } : notFound;
    },
  };
}

const optionalText = z.nullish(z.string());

const checkoutCreate = z.object({
  products: z.array(z.string()).check(z.minLength(1)),
  external_customer_id: optionalText,
  customer_email: optionalText,
  metadata: z.optional(z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))),
  success_url: optionalText,
  return_url: optionalText,
});

import { randomBytes, randomUUID } from "node:crypto";
import * as z from "zod/mini";
import type { Routes } from "#local/stand-in/routes.ts";
import { invalid, notFound } from "./answers.ts";
import type { Polar } from "./api.ts";
import { escapeHtml, page, priceText } from "./html.ts";
import type { SubscriptionCommand } from "./subscription-commands.ts";

const hour = 3_600_000;

/** The customer portal: the sessions that lead there, and what a browser sees and may do. */
export function portalRoutes({ store, lifecycle, baseUrl }: Polar): Routes {
  const { subscriptions, now } = store;
  /** The customer's id and the way back, by token. */
  const sessions = new Map<string, { customerId: string; returnUrl: string | null }>();

  const own = (token: string) =>
    [...subscriptions.values()].filter(
      ({ customer_id, status }) =>
        customer_id === sessions.get(token)?.customerId && status !== "canceled",
    );

  const button = (token: string, id: string, command: SubscriptionCommand, text: string) =>
    `<form method="post" action="/portal/${escapeHtml(token)}/${id}/${command}"><button>${text}</button></form>`;

  return {
    "POST /v1/customer-sessions": ({ body }) => {
      const create = sessionCreate.safeParse(body);
      if (!create.success) return invalid("body", "external_customer_id", "Field required");
      const { customer_id: id = "", external_customer_id: externalId } = create.data;
      const { return_url: returnUrl = null } = create.data;
      const customer = store.customers.get(id) ?? lifecycle.findCustomer(externalId ?? null);
      if (!customer) return invalid("body", "external_customer_id", "Customer does not exist.");
      const token = `polar_cst_${randomBytes(24).toString("base64url")}`;
      sessions.set(token, { customerId: customer.id, returnUrl });
      return {
        status: 201,
        body: {
          id: randomUUID(),
          created_at: now(),
          modified_at: null,
          token,
          expires_at: new Date(Date.now() + hour).toISOString(),
          return_url: returnUrl,
          customer_portal_url: `${baseUrl()}/portal?customer_session_token=${token}`,
          customer_id: customer.id,
          customer,
        },
      };
    },
    "GET /portal": ({ query }) => {
      const token = query.get("customer_session_token") ?? "";
      const session = sessions.get(token);
      if (!session) return notFound;
      const items = own(token).map(({ id, product, amount, currency, cancel_at_period_end }) => {
        const name = `${escapeHtml(product.name)}, ${priceText(amount, currency)} a month`;
        const end = cancel_at_period_end
          ? button(token, id, "uncancel", "Resume")
          : button(token, id, "cancel", "Cancel at period end");
        return `<h2>${name}</h2>${end}${button(token, id, "revoke", "End now")}`;
      });
      const back = session.returnUrl
        ? `<p><a href="${escapeHtml(session.returnUrl)}">Back</a></p>`
        : "";
      return {
        body: page("Customer portal", `${items.join("") || "<p>No subscription.</p>"}${back}`),
      };
    },
    "POST /portal/:token/:id/:command": ({ params: { token = "", id = "", command } }) => {
      const allowed = (["cancel", "uncancel", "revoke"] as const).find((name) => name === command);
      if (!allowed || !own(token).some((subscription) => subscription.id === id)) return notFound;
      lifecycle.change(id, allowed);
      return { status: 303, headers: { location: `/portal?customer_session_token=${token}` } };
    },
  };
}

const sessionCreate = z.object({
  customer_id: z.optional(z.string()),
  external_customer_id: z.optional(z.string()),
  return_url: z.nullish(z.string()),
});

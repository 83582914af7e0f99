import * as z from "zod/mini";
import { exactText } from "#lib/forms/fields.ts";
import type { Form } from "#lib/forms/form.ts";
import { organizationApi, organizationPath } from "#lib/organizations/forms.ts";
import { sellingMessages as messages } from "./refusals.ts";

export const billingPath = (slug: string) => `${organizationPath(slug)}/settings/billing` as const;
export const billingApi = (slug: string) => `${organizationApi(slug)}/billing` as const;

/** Where Polar sends the browser after a payment. */
export const returnPath = (slug: string) => `${billingApi(slug)}/return` as const;

/** Where the invoice of an order is. */
export const invoicePath = (slug: string, orderId: string) =>
  `${billingApi(slug)}/orders/${orderId}/invoice` as const;

const product = exactText(100, "not_sold");

/** Leads to Polar's checkout of a plan or a credit pack, by its slug. */
export const checkoutForm = (slug: string) => form(slug, "checkout", z.object({ product }));

/** Moves the subscription to another plan that is paid. */
export const changePlanForm = (slug: string) => form(slug, "plan", z.object({ plan: product }));

/** Ends the subscription with its period. */
export const cancelForm = (slug: string) => form(slug, "cancel", z.object({}));

/** Takes the cancellation back. */
export const resumeForm = (slug: string) => form(slug, "resume", z.object({}));

/** Leads to Polar's portal: cards, invoices, all subscriptions. */
export const portalForm = (slug: string) => form(slug, "portal", z.object({}));

const form = <Input>(slug: string, act: string, schema: z.ZodMiniType<Input>): Form<Input> => ({
  page: billingPath(slug),
  action: `${billingApi(slug)}/${act}`,
  schema,
  messages,
});

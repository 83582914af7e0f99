import { messagesOf, type RefusalText } from "#lib/forms/form.ts";

/** Why an act of billing is refused, beside who may. */
export const sellingRefusals = {
  not_selling: {
    status: 503,
    message: "Payments are not set up here. Nothing was charged.",
  },
  payments_unavailable: {
    status: 503,
    message: "The payment service did not respond. Nothing was charged. Try again in a moment.",
  },
  payments_refused: {
    status: 502,
    message:
      "The payment service refused this. Nothing was charged. Check the billing portal for details.",
  },
  not_sold: { status: 422, message: "This is not for sale." },
  already_subscribed: {
    status: 409,
    message:
      "The organization already has a subscription. Change its plan here, or open the billing portal.",
  },
  no_subscription: { status: 409, message: "The organization has no subscription to change." },
  same_plan: { status: 409, message: "The organization is already on this plan." },
  ending: {
    status: 409,
    message: "The subscription is canceled. Resume it before you change the plan.",
  },
  no_customer: {
    status: 409,
    message: "The billing portal opens after the first purchase.",
  },
  shared_customer: {
    status: 409,
    message:
      "The customer who pays for this organization also pays for another one that you do not own. Only they can open the portal, from the link in the payment service's emails.",
  },
  no_invoice: {
    status: 409,
    message: "The invoice is not ready yet. Try again in a minute.",
  },
} as const satisfies Record<string, RefusalText>;

export type SellingCode = keyof typeof sellingRefusals;

/** What people are told, on pages about what an organization pays. */
export const sellingMessages = {
  ...messagesOf(sellingRefusals),
  not_found: "Organization not found.",
  forbidden: "Only owners can manage billing.",
};

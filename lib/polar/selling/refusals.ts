import { messagesOf } from "#lib/forms/form.ts";

/** Why an act of billing is refused: the status of the answer, and what people are told. */
export const sellingRefusals = {
  unauthenticated: { status: 401, message: "Sign in first." },
  not_found: { status: 404, message: "There is no such organization." },
  forbidden: { status: 403, message: "Only owners see and change what the organization pays." },
  not_selling: {
    status: 503,
    message: "This installation has no way to sell. Nothing was charged.",
  },
  polar_silent: {
    status: 503,
    message: "The payment service does not answer. Nothing was charged. Try again in a moment.",
  },
  polar_refused: {
    status: 502,
    message: "The payment service refused this. Nothing was charged. Its portal may say more.",
  },
  not_sold: { status: 422, message: "This is not sold here." },
  already_subscribed: {
    status: 409,
    message:
      "The organization has a subscription already. Change its plan here, or open the billing portal.",
  },
  no_subscription: { status: 409, message: "The organization has no subscription to change." },
  same_plan: { status: 409, message: "The organization is on this plan already." },
  ending: {
    status: 409,
    message: "The subscription ends with its period. Keep it first, then change its plan.",
  },
  no_customer: {
    status: 409,
    message: "There is nothing in the portal before the first purchase.",
  },
  shared_customer: {
    status: 409,
    message:
      "Who pays for this organization pays for another one too, which you do not own. Only they can open the portal, with the link in the payment service's mails.",
  },
  no_invoice: {
    status: 409,
    message: "The invoice is still being written. Try again in a minute.",
  },
} as const;

export type SellingCode = keyof typeof sellingRefusals;

export const sellingMessages = messagesOf(sellingRefusals);

/** As a form's handler answers it. */
export const refuse = (code: SellingCode) => ({ status: sellingRefusals[code].status, code });

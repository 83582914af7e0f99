import type { Action } from "../organizations/actions.ts";

/** The acts of selling. Nothing is sold where they are tried, so an owner gets as far as that. */
export const sellingActions: Record<string, Action> = {
  "buy something": {
    act: "billing.checkout",
    refusedInTheEnd: 503,
    input: () => ({ product: "pro" }),
  },
  "change the plan": {
    act: "billing.change_plan",
    refusedInTheEnd: 503,
    input: () => ({ plan: "pro" }),
  },
  "cancel the subscription": { act: "billing.cancel", refusedInTheEnd: 503 },
  "resume the subscription": { act: "billing.resume", refusedInTheEnd: 503 },
  "open the portal": { act: "billing.portal", refusedInTheEnd: 503 },
};

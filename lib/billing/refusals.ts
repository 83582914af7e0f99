import type { RefusalText } from "#lib/forms/form.ts";

/** Why credits are not spent. */
export const billingRefusals = {
  credits_exhausted: { status: 402, message: "Not enough credits. See `balance`." },
  payment_overdue: {
    status: 402,
    message: "A payment has been overdue for 7 days. Pay it to spend credits again.",
  },
} as const satisfies Record<string, RefusalText>;

import {
  cancellation,
  checkout,
  planChange,
  portal,
  resumption,
  type Sold,
} from "#lib/polar/selling/act-at-polar.ts";
import { publish } from "../publish.ts";

// For pages alone: a program can neither pay nor look at Polar's pages.
const form = { to: ({ to }: Sold) => to, notice: ({ notice }: Sold) => notice };

export const openCheckout = publish(checkout, { form });
export const changePlan = publish(planChange, { form });
export const cancelSubscription = publish(cancellation, { form });
export const resumeSubscription = publish(resumption, { form });
export const openPortal = publish(portal, { form });

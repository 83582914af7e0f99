import { organizationApi, organizationPath } from "#lib/organizations/forms.ts";

export const billingPath = (slug: string) => `${organizationPath(slug)}/settings/billing` as const;
export const billingApi = (slug: string) => `${organizationApi(slug)}/billing` as const;

/** Where the browser comes back to after a payment. */
export const returnPath = (slug: string) => `${billingApi(slug)}/return` as const;

/** Where the invoice of an order is. */
export const invoicePath = (slug: string, orderId: string) =>
  `${billingApi(slug)}/orders/${orderId}/invoice` as const;

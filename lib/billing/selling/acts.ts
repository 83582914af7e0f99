import * as z from "zod/mini";
import { defineAct } from "#lib/forms/act.ts";
import { exactText } from "#lib/forms/fields.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { inOrganization } from "#lib/organizations/place.ts";
import { billingPath } from "./paths.ts";
import { sellingMessages as messages } from "./refusals.ts";

const ofBilling = {
  needs: permissions["billing.change"],
  params: inOrganization,
  page: ({ slug }: { slug: string }) => billingPath(slug),
  messages,
};

const product = exactText(100, "not_sold");

// What can be bought and changed. The payment provider carries it out; without one, nothing is for sale.

/** Leads to the provider's checkout of a plan or a credit pack, by its slug. */
export const checkoutAct = defineAct({
  ...ofBilling,
  name: "billing.checkout",
  input: z.object({ product }),
});

/** Moves the subscription to another plan that is paid. */
export const changePlanAct = defineAct({
  ...ofBilling,
  name: "billing.change_plan",
  input: z.object({ plan: product }),
});

/** Ends the subscription with its period. */
export const cancelAct = defineAct({
  ...ofBilling,
  name: "billing.cancel",
  input: z.object({}),
});

/** Takes the cancellation back. */
export const resumeAct = defineAct({
  ...ofBilling,
  name: "billing.resume",
  input: z.object({}),
});

/** Leads to the provider's portal: cards, invoices, all subscriptions. */
export const portalAct = defineAct({
  ...ofBilling,
  name: "billing.portal",
  input: z.object({}),
});

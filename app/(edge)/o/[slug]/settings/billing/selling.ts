import type { Billing } from "#lib/workspace/reads/billing.ts";

/** Whether anything can be bought: not before a payment provider has given a plan or a pack its price. */
export const isSelling = ({ plans, packs }: Pick<Billing, "plans" | "packs">): boolean =>
  [...plans, ...packs].some(({ isSold }) => isSold);

import { getSale } from "#lib/polar/selling/get-sale.ts";
import { findOrder } from "#lib/polar/selling/invoice.ts";
import type { Read } from "./read.ts";

/** What routes that lead to Polar read first. */
export const polarReads: Readonly<Record<string, Read>> = {
  "/api/v1/organizations/[slug]/billing/orders/[id]/invoice": (db, { owner, orderId }) =>
    findOrder(db, owner, orderId),
  "/api/v1/organizations/[slug]/billing/return": (db, { owner }) => getSale(db, owner),
};

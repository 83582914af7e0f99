import { randomUUID } from "node:crypto";
import type { models } from "@polar-sh/sdk/2026-10";
import { priceOf } from "./product.ts";

/** A subscription of another product, whatever was scheduled before. */
export const withProduct = (
  subscription: models.Subscription,
  product: models.Product,
): models.Subscription => ({
  ...subscription,
  product,
  product_id: product.id,
  prices: product.prices,
  amount: priceOf(product),
  pending_update: null,
});

/** A change of product that comes with the period's end. */
export const pendingUpdate = (
  { current_period_end }: models.Subscription,
  productId: string,
  createdAt: string,
): models.PendingSubscriptionUpdate => ({
  id: randomUUID(),
  created_at: createdAt,
  modified_at: null,
  applies_at: current_period_end,
  product_id: productId,
  seats: null,
  units: null,
});

/** The part of an amount that is for the rest of the period, as Polar rounds it. */
export function prorated(
  { current_period_start, current_period_end }: models.Subscription,
  amount: number,
  now: string,
): number {
  const end = Date.parse(current_period_end);
  const whole = end - Date.parse(current_period_start);
  return Math.round((amount * Math.max(end - Date.parse(now), 0)) / whole);
}

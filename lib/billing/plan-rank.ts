import type { Price } from "#lib/billing/price.ts";

interface Rank {
  credits: number;
  priceCents: number;
}

/**
 * Whether a plan gives more than another: by its credits, which can be spent at once, and only then by
 * its price, which may be in another currency or for another interval.
 */
export const isMore = (one: Rank, other: Rank): boolean =>
  one.credits === other.credits ? one.priceCents > other.priceCents : one.credits > other.credits;

/** What makes a plan that is listed more than another. */
export const rankOf = ({ credits, price }: { credits: number; price: Price }): Rank => ({
  credits,
  priceCents: price?.amount ?? 0,
});

import { clerkSource } from "#lib/clerk/reconcile/source.ts";
import { polarSource } from "#lib/polar/reconcile/source.ts";
import type { Source } from "#lib/webhooks/reconcile/sources.ts";

/** Every provider that can be compared with, for the commands: whichever the environment has a key for. */
export const everySource: readonly Source[] = [
  clerkSource, // people and organizations
  polarSource, // subscriptions, customers, orders, products
];

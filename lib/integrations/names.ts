import { entryOf, gathered, type ProductCode } from "#lib/products/codes.ts";

const core = {
  clerk: "Clerk",
  polar: "Polar",
} as const;

/** A provider of the core. */
export type ProviderName = keyof typeof core;

/** The providers that send webhooks, by what people call them: the core's, and those of products. */
export const providerNames = gathered("providers", core);

export type AnyProviderName = ProviderName | ProductCode<"providers">;

/** All that the inbox may hear of. */
export const providers: readonly string[] = Object.keys(providerNames);

/** What people call a provider, also one that the inbox knows and the app no longer does. */
export const nameOfProvider = (provider: string): string =>
  entryOf(providerNames, provider) ?? provider;

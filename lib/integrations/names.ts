import { gathered, type ProductCode } from "#lib/products/codes.ts";

const core = {
  clerk: "Clerk",
  polar: "Polar",
} as const;

export type CoreProvider = keyof typeof core;

/** A provider of the core or of a product. */
export type ProviderName = CoreProvider | ProductCode<"providers">;

/** The providers that send webhooks, by what people call them. */
export const providerNames = gathered("providers", core);

const isProviderName = (name: string): name is ProviderName => Object.hasOwn(providerNames, name);

/** All of them, in the order in which they are compared. */
export const providers = Object.keys(providerNames).filter(isProviderName);

/** What people call a provider, also one that the inbox knows and the app no longer does. */
export const nameOfProvider = (provider: string): string =>
  (isProviderName(provider) ? providerNames[provider] : undefined) ?? provider;

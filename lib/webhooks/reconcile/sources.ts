import { createClerkClient } from "@clerk/backend";
import { polarClient } from "#lib/billing/polar.ts";
import type { Database } from "#lib/db/database.ts";
import { type Provider, providers } from "#lib/webhooks/schema.ts";
import { clerkResources } from "./clerk.ts";
import { type Limit, paced } from "./pace.ts";
import { failedDeliveries, polarResources } from "./polar.ts";
import type { Errand, Resource } from "./resource.ts";

/** What the providers allow: Clerk in production, Polar for an organization. */
const limits: Record<Provider, Limit> = {
  clerk: { requests: 1_000, milliseconds: 10_000 },
  polar: { requests: 300, milliseconds: 60_000 },
};

interface Listening {
  signal: AbortSignal;
  say(line: string): void;
}

type Sources = (db: Database) => (Resource | Errand)[];

/**
 * What can be compared with each provider that the environment gives access to: `CLERK_SECRET_KEY` and
 * `POLAR_ACCESS_TOKEN`. Those without are not in the answer.
 * @throws Error naming the variable when one is wrong.
 */
export function configuredSources(
  environment: Record<string, string | undefined>,
  { signal, say }: Listening,
): Partial<Record<Provider, Sources>> {
  const sources: Partial<Record<Provider, Sources>> = {};
  const { CLERK_SECRET_KEY: secretKey, CLERK_API_URL: apiUrl } = environment;
  if (secretKey) {
    const clerk = createClerkClient({ secretKey, ...(apiUrl && { apiUrl }) });
    sources.clerk = () => clerkResources(clerk, paced(limits.clerk, signal, say));
  }
  const polar = polarClient(environment);
  if (polar) {
    const call = paced(limits.polar, signal, say);
    sources.polar = (db) => [...polarResources(polar, call, db), failedDeliveries(polar, call, db)];
  }
  return sources;
}

/** Which variable gives access to a provider. */
export const accessVariables: Record<Provider, string> = {
  clerk: "CLERK_SECRET_KEY",
  polar: "POLAR_ACCESS_TOKEN",
};

/** All of those that are wanted and configured, in order. */
export const sourcesOf =
  (configured: Partial<Record<Provider, Sources>>, wanted: readonly Provider[] = providers) =>
  (db: Database) =>
    wanted.flatMap((provider) => configured[provider]?.(db) ?? []);

import type { Database } from "#lib/db/database.ts";
import type { Provider } from "#lib/webhooks/schema.ts";
import type { Errand, Resource } from "./resource.ts";

interface Listening {
  signal: AbortSignal;
  say(line: string): void;
}

/** What there is to compare with a provider, over a database. */
type Resources = (db: Database) => (Resource | Errand)[];

/** A provider that can be asked, in a module of its own, so that nobody bundles an SDK in vain. */
export interface Source {
  provider: Provider;
  /** The variable that gives access. */
  variable: string;
  /**
   * @returns undefined without access.
   * @throws Error naming the variable when one is wrong.
   */
  open(
    environment: Record<string, string | undefined>,
    listening: Listening,
  ): Resources | undefined;
}

/** Those of the sources that the environment gives access to. */
export function configuredSources(
  sources: readonly Source[],
  environment: Record<string, string | undefined>,
  listening: Listening,
): Partial<Record<Provider, Resources>> {
  return Object.fromEntries(
    sources.flatMap(({ provider, open }) => {
      const resources = open(environment, listening);
      return resources ? [[provider, resources]] : [];
    }),
  );
}

/** All of those that are wanted and configured, in order. */
export const sourcesOf =
  (
    configured: Partial<Record<Provider, Resources>>,
    wanted: readonly Provider[] = Object.keys(configured),
  ) =>
  (db: Database) =>
    wanted.flatMap((provider) => configured[provider]?.(db) ?? []);

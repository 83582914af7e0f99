import type { SQL } from "drizzle-orm";
import type { Effect } from "#lib/webhooks/effect.ts";
import type { Provider } from "#lib/webhooks/schema.ts";

/** An object of the provider, as an event would tell of it. */
export interface Item {
  /** The provider's id. */
  id: string;
  effect: Effect;
  /** Of our rows that the effect may change, as `jsonb`; their version does not count. */
  watched: SQL;
}

/** An object that cannot be read. */
export interface Failure {
  id: string;
  /** One line, without what the provider wrote. */
  problem: string;
}

export interface Page {
  /** The ids of all that the provider listed. */
  seen: string[];
  /** Those to compare with our rows. */
  items: Item[];
  /** Those that cannot be compared. */
  failed: Failure[];
  /** Where the next page begins; null after the last one. */
  next: string | null;
  /** How many the provider has in all, if it says so. */
  total?: number;
}

/** A row of ours that the provider should know. */
export interface KnownRow {
  id: string;
  /** What its end needs besides the id. */
  details: Record<string, unknown>;
}

/** What the provider has no more. */
export interface Absence {
  /** Rows as `id` and `details` (jsonb), of those that are live and were there at a moment. */
  known(before: SQL): SQL;
  /** Asks the provider for this one: the object, or null when there really is none. */
  find(row: KnownRow): Promise<Item | null>;
  /** What its end does to our row; `at` is when the provider was asked, ISO 8601. */
  end(row: KnownRow, at: string): Promise<Effect>;
}

/** One kind of object that a provider lists. */
export interface Resource {
  provider: Provider;
  name: string;
  /** @throws what the provider's SDK throws. */
  page(cursor: string | null, since: Date | null): Promise<Page>;
  absence?: Absence;
}

/** Something that is done rather than compared: failed deliveries. */
export interface Errand {
  provider: Provider;
  name: string;
  /** Events that the provider could not deliver and that we do not have, one page. */
  pending(
    cursor: string | null,
    since: Date | null,
  ): Promise<{ ids: string[]; next: string | null }>;
  run(id: string): Promise<void>;
}

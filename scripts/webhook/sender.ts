import type { DrizzleDatabase } from "#lib/db/drizzle.ts";
import type { LifecycleEvent, Rows } from "#local/lifecycle/event.ts";

/** What was typed about one event. */
export interface EventOptions {
  org?: string;
  user?: string;
  plan?: string;
  number?: string;
  name?: string;
}

export interface LifecycleOptions {
  org?: string;
  /** How many events; each is delivered `duplicate` times. */
  count: number;
  duplicate: number;
  concurrency: number;
  attempts: number;
  isShuffled: boolean;
  /** The same seed tells the same story. */
  seed: number;
}

/** A made-up history: its events, and the rows in which it ends. */
export interface Story {
  events: LifecycleEvent[];
  expected: Rows;
  read(): Promise<Rows>;
}

/** What `npm run webhook` sends for a provider. */
export interface Sender {
  /** How a single event is typed, and the beginning of a life cycle. */
  usage: { event: string; lifecycle: string };
  /** The events that can be sent, by name. */
  events: readonly string[];
  /** What signs them unless the environment has another. */
  secret: { variable: string; local: string };
  /** @throws UsageError */
  build(db: DrizzleDatabase, type: string, options: EventOptions): Promise<object>;
  /** @throws UsageError */
  story(db: DrizzleDatabase, options: LifecycleOptions): Promise<Story>;
}

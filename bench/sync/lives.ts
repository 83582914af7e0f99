import type { DrizzleDatabase } from "#lib/db/drizzle.ts";
import type { LifecycleEvent, Rows } from "#local/lifecycle/event.ts";

/** Who the events are about: one life for each organization. */
export interface Cast {
  name: string;
  organizationIds: string[];
}

/** The lives that a provider tells of. */
export interface Lives {
  /** Five events of each life, one life after another. */
  events: LifecycleEvent[];
  expected: Rows;
  read(db: DrizzleDatabase): Promise<Rows>;
}

export const eventsOfALife = 5;

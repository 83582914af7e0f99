import { createHash } from "node:crypto";
import type { ProviderName } from "#lib/integrations/names.ts";

/** An event of a life cycle, ready to be delivered, with what it tells in our own terms. */
export interface LifecycleEvent<Step = unknown> {
  provider: ProviderName;
  /** The provider's id of the event, the same on every delivery. */
  id: string;
  type: string;
  body: string;
  step: Step;
}

/** What the tables should hold, or hold: every column of a row by a key that tells which row it is. */
export type Rows = Record<string, Record<string, unknown>>;

/** When the life cycles begin. Moments in steps are counted from here. */
export const beginning = Date.parse("2026-06-01T00:00:00Z");

/** SHA-256 of the body in hexadecimal, by which providers' events of one moment are told apart. */
export const hashOf = (body: string): string => createHash("sha256").update(body).digest("hex");

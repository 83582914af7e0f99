import { sql } from "#lib/db/sql.ts";
import type { Version } from "#lib/webhooks/version.ts";

interface ClerkEvent {
  type: string;
  /** Milliseconds since 1970. */
  timestamp: number;
  data: { updated_at?: number | null };
}

/**
 * The version of a Clerk event: the envelope's time; at the same millisecond what was created was then
 * updated, and what was deleted stays deleted; then the object's own clock.
 */
export function clerkVersion({ type, timestamp, data }: ClerkEvent, hash: string): Version {
  const clock = String(data.updated_at ?? 0).padStart(16, "0");
  return {
    at: new Date(timestamp).toISOString(),
    rank: sql.raw(String(rankOf(type))),
    tie: `${clock} ${hash}`,
  };
}

function rankOf(type: string): number {
  if (type.endsWith(".created")) return 0;
  return type.endsWith(".deleted") ? 2 : 1;
}

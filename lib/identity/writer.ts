import { sql } from "drizzle-orm";
import type { Database } from "#lib/db/database.ts";
import type { Refusal } from "#lib/forms/handler.ts";
import { draw } from "#lib/quotas/draw.ts";
import { requestsOfPerson } from "#lib/quotas/requests.ts";

/** Counts a form for its person. @returns the refusal, when they have sent too many. */
export async function refuseMany(db: Database, userId: string): Promise<Refusal | undefined> {
  const drawn = await draw(db, [{ ...requestsOfPerson, of: sql`${userId}::text` }]);
  if (drawn.isWithin) return undefined;
  const headers = new Headers({ "retry-after": String(drawn.retryAfter) });
  return { status: 429, code: "rate_limited", headers };
}

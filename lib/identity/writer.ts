import { sql } from "drizzle-orm";
import { findUser } from "#identity/session.ts";
import type { Database } from "#lib/db/database.ts";
import type { Refusal } from "#lib/forms/handler.ts";
import { draw } from "#lib/quotas/draw.ts";
import { requestsOfPerson } from "#lib/quotas/requests.ts";
import type { SignedInUser } from "./user.ts";

/**
 * Who sends a form that needs somebody signed in. Each counts for its person, as a request of the API
 * does, and on the same quota.
 * @returns why it is refused, when nobody is signed in or the quota is used up.
 */
export async function findWriter(
  { headers }: Request,
  db: Database,
): Promise<SignedInUser | Refusal> {
  const user = await findUser(headers, db);
  if (!user) return { status: 401, code: "unauthenticated" };
  return (await refuseMany(db, user.id)) ?? user;
}

/** Counts a form for its person. @returns the refusal, when they have sent too many. */
export async function refuseMany(db: Database, userId: string): Promise<Refusal | undefined> {
  const drawn = await draw(db, [{ ...requestsOfPerson, of: sql`${userId}::text` }]);
  if (drawn.isWithin) return undefined;
  const headers = new Headers({ "retry-after": String(drawn.retryAfter) });
  return { status: 429, code: "rate_limited", headers };
}

import { and, eq, gt, isNull, sql } from "drizzle-orm";
import type { ReadDatabase } from "#lib/db/database.ts";
import { readDatabase } from "#lib/db/edge.ts";
import { session, user } from "#lib/identity/schema.ts";
import type { FindUser } from "#lib/identity/user.ts";
import { cachedUserId } from "./cookie.ts";
import { betterAuthEnvironment } from "./environment.ts";
import { sessionToken } from "./token.ts";

export const findUser: FindUser = async (headers, db) => {
  const token = await requestToken(headers);
  if (!token) return null;
  if (!db) {
    const id = await cachedUserId(headers, token, betterAuthEnvironment());
    if (id) return { id, isCacheStale: false };
  }
  const found = await findSession(db ?? readDatabase(), token);
  return found && { id: found.userId, isCacheStale: !db };
};

/** The token of the session that a request says it belongs to, with our signature; else null. */
export const requestToken = (headers: Headers) => sessionToken(headers, betterAuthEnvironment());

/** The session that a request belongs to, as the database knows it now. */
export async function currentSession(headers: Headers, db: ReadDatabase) {
  const token = await requestToken(headers);
  return token ? findSession(db, token) : null;
}

/** A session that has not ended, of a user who still exists. */
async function findSession(db: ReadDatabase, token: string) {
  const [found] = await db
    .select({ id: session.id, userId: session.userId })
    .from(session)
    .innerJoin(user, eq(user.id, session.userId))
    .where(
      and(
        eq(session.token, token),
        gt(session.expiresAt, sql`now()`),
        isNull(user.deletedAt),
        eq(user.provider, "better-auth"),
      ),
    )
    .limit(1);
  return found ?? null;
}

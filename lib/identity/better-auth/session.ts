import * as z from "zod/mini";
import { type Database, rows } from "#lib/db/database.ts";
import { readDatabase } from "#lib/db/edge.ts";
import { sql } from "#lib/db/sql.ts";
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
export async function currentSession(headers: Headers, db: Database) {
  const token = await requestToken(headers);
  return token ? findSession(db, token) : null;
}

const currentSessionRow = z.object({ id: z.string(), userId: z.string() });

/** A session that has not ended, of a user who still exists. */
async function findSession(db: Database, token: string) {
  const statement = sql`
    select ${session.id} as id, ${session.userId} as "userId"
    from ${session} join ${user} on ${user.id} = ${session.userId}
    where ${session.token} = ${token}::text and ${session.expiresAt} > now()
      and ${user.deletedAt} is null and ${user.provider} = 'better-auth'`;
  const [found] = await rows(db, statement, (row) => currentSessionRow.parse(row));
  return found ?? null;
}

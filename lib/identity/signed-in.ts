import type { SQL } from "drizzle-orm";
import { sql } from "#lib/db/sql.ts";
import { session, user } from "./schema.ts";

/** The session that asks. Nothing in it is trusted: each statement proves it again. */
export interface CurrentSession {
  id: string;
  userId: string;
}

/**
 * The tables `session` and `user`, joined: one row while the session lasts and its user exists, else
 * none. For use after `from`.
 */
export const signedIn = ({ id, userId }: CurrentSession): SQL => sql`${session}
  join ${user} on ${user.id} = ${session.userId}
  where ${session.id} = ${id} and ${session.userId} = ${userId} and ${session.expiresAt} > now()
    and ${user.deletedAt} is null and ${user.provider} = 'better-auth'`;

import { type Database, rows } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { linksEnded } from "#lib/identity/links/link.ts";
import { session } from "#lib/identity/schema.ts";
import type { CurrentSession } from "#lib/identity/signed-in.ts";

/** Ends one session of the same user; anybody else's stays as it is. True when there was one. */
export async function endSession(
  db: Database,
  { userId }: CurrentSession,
  { sessionId }: { sessionId: string },
): Promise<boolean> {
  const statement = sql`
    delete from ${session} where id = ${sessionId}::text and user_id = ${userId}::text returning id`;
  return (await rows(db, statement, () => true)).length > 0;
}

/**
 * Ends every session of the user but the one that asks, and what such a session may have begun: all
 * links, and a pending change of address. Says how many sessions.
 */
export async function endOtherSessions(
  db: Database,
  { id, userId }: CurrentSession,
): Promise<number> {
  const statement = sql`
    with ended as (
      delete from ${session} where user_id = ${userId}::text and id <> ${id}::text returning id
    ),
    unlinked as (${linksEnded(sql`(select ${userId}::text as id) as person`)})
    select id from ended`;
  return (await rows(db, statement, () => true)).length;
}

import { and, eq, ne } from "drizzle-orm";
import type { Database } from "#lib/db/database.ts";
import { session } from "#lib/identity/schema.ts";
import type { CurrentSession } from "#lib/identity/signed-in.ts";

/** Ends one session of the same user; anybody else's stays as it is. True when there was one. */
export async function endSession(
  db: Database,
  { userId }: CurrentSession,
  { sessionId }: { sessionId: string },
): Promise<boolean> {
  const ended = await db
    .delete(session)
    .where(and(eq(session.id, sessionId), eq(session.userId, userId)))
    .returning({ id: session.id });
  return ended.length > 0;
}

/** Ends every session of the user but the one that asks. Says how many. */
export async function endOtherSessions(
  db: Database,
  { id, userId }: CurrentSession,
): Promise<number> {
  const ended = await db
    .delete(session)
    .where(and(eq(session.userId, userId), ne(session.id, id)))
    .returning({ id: session.id });
  return ended.length;
}

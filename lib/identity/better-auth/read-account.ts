import { sql } from "drizzle-orm";
import * as z from "zod/mini";
import { type ReadDatabase, rows } from "#lib/db/database.ts";

const accountSession = z.object({
  id: z.string(),
  userAgent: z.nullable(z.string()),
  ipAddress: z.nullable(z.string()),
  /** As Postgres writes a moment into JSON: ISO 8601 with its offset. */
  createdAt: z.string(),
  isCurrent: z.boolean(),
});

export type AccountSession = z.output<typeof accountSession>;

const account = z.object({
  name: z.string(),
  email: z.nullable(z.string()),
  sessions: z.array(accountSession),
});

/**
 * A user and where they are signed in, this device first, then the newest; in one statement.
 * @param token of the session that asks.
 * @throws when there is no such user.
 */
export async function readAccount(
  db: ReadDatabase,
  { userId, token }: { userId: string; token: string | null },
): Promise<z.output<typeof account>> {
  const statement = sql`
    select "user".name, "user".email, coalesce((
      select json_agg(json_build_object(
        'id', session.id, 'userAgent', session.user_agent, 'ipAddress', session.ip_address,
        'createdAt', session.created_at,
        'isCurrent', session.token is not distinct from ${token}::text
      ) order by (session.token is not distinct from ${token}::text) desc,
        session.created_at desc, session.id)
      from session where session.user_id = "user".id and session.expires_at > now()
    ), '[]'::json) as sessions
    from "user" where "user".id = ${userId}::text and "user".deleted_at is null`;
  const [found] = await rows(db, statement, (row) => account.parse(row));
  if (!found) throw new Error("A user who is signed in has no row");
  return found;
}

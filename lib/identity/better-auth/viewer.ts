import { sql } from "#lib/db/sql.ts";
import type { FindViewer } from "#lib/identity/user.ts";
import { betterAuthEnvironment } from "./environment.ts";
import { sessionToken } from "./token.ts";

/** The session is proven where the id is asked for, so one that was revoked counts no more. */
export const findViewer: FindViewer = async (headers) => {
  const token = await sessionToken(headers, betterAuthEnvironment());
  if (!token) return null;
  return sql`(
    select "user".id from session join "user" on "user".id = session.user_id
    where session.token = ${token}::text and session.expires_at > now()
      and "user".deleted_at is null and "user".provider = 'better-auth'
  )`;
};

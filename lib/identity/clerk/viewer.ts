import { sql } from "#lib/db/sql.ts";
import type { FindViewer } from "#lib/identity/user.ts";
import { findUser } from "./session.ts";

/** Clerk's token says who it is. */
export const findViewer: FindViewer = async (headers) => {
  const user = await findUser(headers);
  return user && sql`${user.id}::text`;
};

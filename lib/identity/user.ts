import type { SQL } from "drizzle-orm/sql";
import type { Database } from "#lib/db/database.ts";

/** Somebody who is signed in. */
export interface SignedInUser {
  id: string;
  /** True when the session cookie's own copy was too old to tell, and the database was asked. */
  isCacheStale: boolean;
}

/**
 * Who is asking, by the headers of a request. Without `db` a fresh signed cookie is enough; with it,
 * the session is looked up there, so that a revoked one counts no more.
 */
export type FindUser = (headers: Headers, db?: Database) => Promise<SignedInUser | null>;

/**
 * Who is asking, as SQL that gives their id, or null where a session has ended: for a statement that
 * is to be the only trip. Null when the request has no session of ours.
 */
export type FindViewer = (headers: Headers) => Promise<SQL | null>;

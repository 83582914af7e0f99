import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { findUser } from "#identity/session.ts";
import type { Database } from "#lib/db/database.ts";
import { withQuery } from "#lib/http/next.ts";
import type { SignedInUser } from "./user.ts";

// A page and its layouts ask once between them.
const getPageUser = cache(async () => findUser(await headers()));

/**
 * Who is asking, or null.
 *
 * Pages pass nothing: a signed cookie that is at most five minutes old is believed, else one HTTP
 * statement asks the database. Whatever writes passes its database, so that a session revoked a
 * moment ago cannot write.
 */
export async function getUser(db?: Database): Promise<SignedInUser | null> {
  return db ? findUser(await headers(), db) : getPageUser();
}

/**
 * Who is asking, for a page that is for signed-in people only: others are sent to sign in first.
 * @param path of the page, to come back to.
 */
export async function requireUser(path: string): Promise<SignedInUser> {
  return (await getUser()) ?? redirect(withQuery("/sign-in", { next: path }));
}

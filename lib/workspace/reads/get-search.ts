import type { Database } from "#lib/db/database.ts";
import { shape } from "#lib/db/shape.ts";
import type { Scope } from "#lib/organizations/actor.ts";
import { frame, readPage } from "#lib/workspace/frame.ts";
import { groups, groupsOf, searched } from "./search.ts";

const page = shape({ frame, groups });

/** How many of each kind the page shows. */
export const shownOnPage = 25;

/** What the search page of an organization shows, in one statement; null for all but its members. */
export async function getSearch(db: Database, scope: Scope, words: string) {
  const found = await readPage(db, scope, { with: searched(words, shownOnPage + 1), page });
  return found && { frame: found.frame, groups: groupsOf(found.groups, shownOnPage) };
}

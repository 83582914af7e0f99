import type { Database } from "#lib/db/database.ts";
import { shape, type ValueOf } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import type { Scope } from "#lib/organizations/actor.ts";
import { apiKeyOf } from "#lib/organizations/api-keys/api-key.ts";
import { keyLimit } from "#lib/organizations/api-keys/rules.ts";
import {
  endedKeyList,
  endedKeysOf,
  liveKeyList,
  liveKeysOf,
} from "#lib/organizations/lists/api-keys.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { frame, readPage } from "#lib/workspace/frame.ts";

const shownEnded = 20;

const keysPage = shape({
  frame,
  /** Those that can be used, newest first. */
  live: liveKeyList.first(apiKeyOf(liveKeyList.row)),
  /** The last 20 of those that ended. */
  ended: endedKeyList.first(apiKeyOf(endedKeyList.row)),
});

export type ApiKeysPage = ValueOf<typeof keysPage>;

/** The keys of an organization, for the page of an admin or an owner; null for everybody else. */
export async function listApiKeys(db: Database, scope: Scope): Promise<ApiKeysPage | null> {
  return readPage(db, scope, {
    least: permissions["api_key.read"].least,
    // Keys that came before there was a limit are shown too.
    with: sql`${liveKeysOf({ size: 10 * keyLimit })}, ${endedKeysOf({ size: shownEnded })}`,
    page: keysPage,
  });
}

import type { Database } from "#lib/db/database.ts";
import type { Scope } from "#lib/organizations/actor.ts";
import { apiKeyOf } from "#lib/organizations/api-keys/api-key.ts";
import { apiKeyList, apiKeysOf } from "#lib/organizations/lists/api-keys.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { reaching } from "#lib/organizations/tenant.ts";
import { type ListQuery, readList, windowOf } from "./list.ts";
import { resource } from "./wire.ts";

export const apiKey = resource(apiKeyOf(apiKeyList.row));

/** All keys of an organization, newest first, those that ended too, for owners and admins. */
export const listKeys = (db: Database, scope: Scope, query: ListQuery) =>
  readList(db, {
    reach: reaching(scope, permissions["api_key.read"].least),
    with: apiKeysOf(windowOf(query)),
    list: apiKeyList.listed(apiKey.item),
  });

import type { SQL } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { keyset, type Window } from "#lib/db/keyset.ts";
import { sql } from "#lib/db/sql.ts";
import { apiKeys } from "../schema.ts";
import { isFoundLive, keyEnd } from "../scope.ts";
import { inTenant } from "../tenant.ts";

/** The columns of `api_keys` by the name that a subquery has. */
export const apiKeyNamed = (name: string) => alias(apiKeys, name);
type Key = ReturnType<typeof apiKeyNamed>;

/** All keys of an organization, newest first. */
export const apiKeyList = keyset("api_key", apiKeyNamed);
/** Those that can be used, newest first. */
export const liveKeyList = keyset("live_key", apiKeyNamed);
/** Those that ended, the last one first. */
export const endedKeyList = keyset("ended_key", apiKeyNamed);

const newestFirst = { keys: (key: Key) => [key.createdAt], descending: true };

const endedFirst = {
  keys: (key: Key) => [
    sql`least(coalesce(${key.revokedAt}, 'infinity'), coalesce(${key.expiresAt}, 'infinity'))`,
  ],
  descending: true,
};

const all = sql`select * from ${apiKeys} where ${inTenant(apiKeys.organizationId)}`;

/** Common table expressions over `scope`, for a page of each list. */
export const apiKeysOf = (window: Window): SQL =>
  apiKeyList.tables({ rows: all, ...newestFirst }, window);
export const liveKeysOf = (window: Window): SQL =>
  liveKeyList.tables({ rows: sql`${all} and ${isFoundLive}`, places: all, ...newestFirst }, window);
export const endedKeysOf = (window: Window): SQL =>
  endedKeyList.tables(
    { rows: sql`${all} and ${keyEnd} <= now()`, places: all, ...endedFirst },
    window,
  );

import { sql } from "drizzle-orm";
import * as z from "zod/mini";
import type { Database } from "#lib/db/database.ts";
import { apiKeyJson } from "#lib/organizations/api-keys/api-key.ts";
import { managesKeys } from "#lib/organizations/api-keys/rules.ts";
import { apiKeys } from "#lib/organizations/schema.ts";
import { apiScopes, type Scope } from "#lib/organizations/scope.ts";
import { type ListQuery, moment, reached, readList } from "./list.ts";

export const apiKey = z.object({
  id: z.guid(),
  name: z.string(),
  /** Its first characters, to recognise it by. */
  prefix: z.string(),
  scopes: z.array(z.enum(apiScopes)),
  createdBy: z.nullable(z.string()),
  createdAt: moment,
  lastUsedAt: z.nullable(moment),
  expiresAt: z.nullable(moment),
  revokedAt: z.nullable(moment),
});

/** All keys of an organization, newest first, those that ended too, for owners and admins. */
export const listKeys = (db: Database, scope: Scope, query: ListQuery) =>
  readList(
    db,
    {
      reached: reached(scope, managesKeys),
      list: sql`select * from ${apiKeys}
        where organization_id = (select organization_id from reached)`,
      keys: [sql`created_at`],
      descending: true,
      json: apiKeyJson(sql`page`),
      item: apiKey,
    },
    query,
  );

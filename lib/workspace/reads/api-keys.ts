import { sql } from "drizzle-orm";
import * as z from "zod/mini";
import type { Database } from "#lib/db/database.ts";
import { apiKey, apiKeyJson } from "#lib/organizations/api-keys/api-key.ts";
import { managesKeys } from "#lib/organizations/api-keys/rules.ts";
import { apiKeys } from "#lib/organizations/schema.ts";
import { isLive, type Scope } from "#lib/organizations/scope.ts";
import { frame, framed, readPage } from "#lib/workspace/frame.ts";

const keysPage = z.object({
  frame,
  /** Those that can be used, newest first. */
  live: z.array(apiKey),
  /** The last 20 of those that ended. */
  ended: z.array(apiKey),
});

export type ApiKeysPage = z.output<typeof keysPage>;

/** The keys of an organization, for the page of an admin or an owner; null for everybody else. */
export async function listApiKeys(db: Database, scope: Scope): Promise<ApiKeysPage | null> {
  const statement = sql`
    with ${framed(scope, managesKeys)},
    keys as (
      select api_keys.*, ${isLive} as is_live,
        row_number() over (
          partition by ${isLive}
          order by least(coalesce(revoked_at, 'infinity'), coalesce(expires_at, 'infinity')) desc, id
        ) as place
      from ${apiKeys} where organization_id = (select organization_id from scope)
    )
    select json_build_object(
      'frame', framed.frame,
      'live', (
        select coalesce(json_agg(${apiKeyJson(sql`keys`)} order by created_at desc, id), '[]')
        from keys where is_live
      ),
      'ended', (
        select coalesce(json_agg(${apiKeyJson(sql`keys`)} order by place), '[]')
        from keys where not is_live and place <= 20
      )
    ) as page
    from framed`;
  return readPage(db, statement, keysPage);
}

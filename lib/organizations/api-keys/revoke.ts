import { act } from "#lib/db/act.ts";
import { type Database, rows } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import type { Actor, Person } from "#lib/organizations/actor.ts";
import { audited } from "../audit.ts";
import { implement } from "../implement.ts";
import { apiKeyNamed } from "../lists/api-keys.ts";
import { apiKeys } from "../schema.ts";
import { revokeKeyAct } from "./acts.ts";
import { type ApiKey, apiKeyOf } from "./api-key.ts";
import { type KeyRefusal, keeper, keyAnswer, keyResult, refusedKeeper } from "./managing-keys.ts";

const revokedKey = apiKeyOf(apiKeyNamed("revoked"));
const namedKey = apiKeyOf(apiKeyNamed("named"));

/**
 * For an admin or an owner: ends a key, from this moment on. One that was revoked before stays as it
 * is, and that is no mistake.
 */
export async function revokeApiKey(
  db: Database,
  actor: Actor<Person>,
  { id }: { id: string },
): Promise<ApiKey | KeyRefusal> {
  const ctes = sql`${keeper(actor)},
    named as (
      select api_keys.* from ${apiKeys} join keeper using (organization_id)
      where api_keys.id = ${id}::uuid
    ),
    revoked as (
      update ${apiKeys} set revoked_at = now() from named
      where api_keys.id = named.id and api_keys.revoked_at is null
      returning api_keys.*
    ),
    audit as (${audited(actor, {
      action: "api_key.revoked",
      targetType: "api_key",
      from: sql`revoked`,
      organizationId: sql`organization_id`,
      targetId: sql`id`,
      metadata: sql`jsonb_build_object('name', name, 'prefix', prefix)`,
    })})`;
  const result = sql`select
    case ${refusedKeeper} when not exists (select from named) then 'not_found' end as refusal,
    coalesce(
      (select ${revokedKey} from revoked),
      (select ${namedKey} from named)
    ) as key`;
  const [found] = await rows(db, act(ctes, result), (row) => keyAnswer.parse(row));
  return found?.key ?? found?.refusal ?? "not_found";
}

export const keyRevocation = implement(revokeKeyAct, {
  refusals: [],
  run: async ({ db, actor, params }) => keyResult(await revokeApiKey(db, actor, params)),
});

import { act } from "#lib/db/act.ts";
import { type Database, rows } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import type { Actor, Person } from "#lib/organizations/actor.ts";
import { audited } from "../audit.ts";
import { implement } from "../implement.ts";
import { apiKeyNamed } from "../lists/api-keys.ts";
import { apiKeys } from "../schema.ts";
import { isLive } from "../scope.ts";
import { rotateKeyAct } from "./acts.ts";
import { type ApiKey, apiKeyOf } from "./api-key.ts";
import { type NewApiKey, newApiKey } from "./key.ts";
import { type KeyRefusal, keeper, keyAnswer, keyResult, refusedKeeper } from "./managing-keys.ts";
import { keyLimit } from "./rules.ts";

export interface RotateInput {
  /** The key whose place is taken. */
  id: string;
  /** Of the new row; made with the form, so that one form makes one key. */
  newId: string;
  /** For how many hours both work. */
  overlap: number;
  /** Of the new one, in days; 0 is for ever. Without it, that of the old one. */
  lifetime?: number | undefined;
}

const madeKey = apiKeyOf(apiKeyNamed("made"));

/**
 * For an admin or an owner: keeps a new key of the same name and scopes, and has the old one end
 * after the overlap, or sooner if it would have. Both count until then.
 * @returns the new one.
 */
export async function rotateApiKey(
  db: Database,
  actor: Actor<Person>,
  { id, newId, overlap, lifetime }: RotateInput,
  { prefix, hash }: Omit<NewApiKey, "key">,
): Promise<ApiKey | KeyRefusal> {
  const ctes = sql`${keeper(actor)},
    named as (
      select api_keys.*, ${isLive} as is_live,
        coalesce(${lifetime ?? null}::integer, lifetime_days, 0) as days
      from ${apiKeys} join keeper using (organization_id)
      where api_keys.id = ${id}::uuid
      for no key update of api_keys
    ),
    room as (
      select from named
      -- One that ends at once makes room for the one that takes its place.
      where live_keys(organization_id) - case when ${overlap}::integer = 0 then 1 else 0 end
        < ${keyLimit}::integer
    ),
    made as (
      insert into ${apiKeys}
        (id, organization_id, name, prefix, key_hash, scopes, created_by, lifetime_days, expires_at)
      select ${newId}::uuid, organization_id, name, ${prefix}::text, ${hash}::text, scopes,
        ${actor.userId}::text, nullif(days, 0),
        case when days > 0 then now() + make_interval(days => days) end
      from named where is_live and exists (select from room)
      on conflict (id) do nothing
      returning *
    ),
    ending as (
      update ${apiKeys}
      set expires_at = least(
        coalesce(api_keys.expires_at, 'infinity'),
        now() + make_interval(hours => ${overlap}::integer)
      )
      from named, made
      where api_keys.id = named.id
      returning api_keys.*
    ),
    audit as (${audited(actor, {
      action: "api_key.rotated",
      targetType: "api_key",
      from: sql`ending`,
      organizationId: sql`organization_id`,
      targetId: sql`id`,
      metadata: sql`jsonb_build_object(
        'name', name, 'prefix', prefix, 'expiresAt', expires_at, 'newPrefix', ${prefix}::text
      )`,
    })})`;
  const result = sql`select
    case ${refusedKeeper}
      when not exists (select from named) then 'not_found'
      when not (select is_live from named) then 'key_ended'
      when not exists (select from room) then 'too_many_keys'
      when not exists (select from made) then 'id_reused'
    end as refusal,
    (select ${madeKey} from made) as key`;
  const [found] = await rows(db, act(ctes, result), (row) => keyAnswer.parse(row));
  return found?.key ?? found?.refusal ?? "not_found";
}

export const keyRotation = implement(rotateKeyAct, {
  refusals: ["key_ended", "too_many_keys", "id_reused"],
  async run({ db, actor, params: { id }, input, newId }) {
    const made = await newApiKey();
    const key = await rotateApiKey(db, actor, { ...input, id, newId }, made);
    return { ...keyResult(key), secret: made.key };
  },
});

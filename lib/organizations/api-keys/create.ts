import { act } from "#lib/db/act.ts";
import { type Database, rows } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import type { Actor, Person } from "#lib/organizations/actor.ts";
import { audited } from "../audit.ts";
import { implement } from "../implement.ts";
import { apiKeyNamed } from "../lists/api-keys.ts";
import { apiKeys } from "../schema.ts";
import { createKeyAct } from "./acts.ts";
import { type ApiKey, apiKeyOf } from "./api-key.ts";
import { type NewApiKey, newApiKey } from "./key.ts";
import { type KeyRefusal, keeper, keyAnswer, keyResult, refusedKeeper } from "./managing-keys.ts";
import { keyLimit } from "./rules.ts";
import type { ApiScope } from "./scopes.ts";

export interface CreateInput {
  /** Of the row; made with the form, so that one form makes one key. */
  id: string;
  name: string;
  scopes: readonly ApiScope[];
  /** Days; 0 is for ever. */
  lifetime: number;
}

const madeKey = apiKeyOf(apiKeyNamed("made"));

/** For an admin or an owner: keeps a new key. */
export async function createApiKey(
  db: Database,
  actor: Actor<Person>,
  { id, name, scopes, lifetime }: CreateInput,
  { prefix, hash }: Omit<NewApiKey, "key">,
): Promise<ApiKey | KeyRefusal> {
  const ctes = sql`${keeper(actor)},
    room as (
      select organization_id from keeper
      where live_keys(organization_id) < ${keyLimit}::integer
    ),
    made as (
      insert into ${apiKeys}
        (id, organization_id, name, prefix, key_hash, scopes, created_by, lifetime_days, expires_at)
      select ${id}::uuid, organization_id, ${name}::text, ${prefix}::text, ${hash}::text,
        array(select json_array_elements_text(${JSON.stringify([...new Set(scopes)])}::json)),
        ${actor.userId}::text, nullif(${lifetime}::integer, 0),
        case when ${lifetime}::integer > 0
          then now() + make_interval(days => ${lifetime}::integer) end
      from room
      on conflict (id) do nothing
      returning *
    ),
    audit as (${audited(actor, {
      action: "api_key.created",
      targetType: "api_key",
      from: sql`made`,
      organizationId: sql`organization_id`,
      targetId: sql`id`,
      metadata: sql`jsonb_build_object('name', name, 'prefix', prefix, 'scopes', scopes)`,
    })})`;
  const result = sql`select
    case ${refusedKeeper}
      when not exists (select from room) then 'too_many_keys'
      when not exists (select from made) then 'id_reused'
    end as refusal,
    (select ${madeKey} from made) as key`;
  const [found] = await rows(db, act(ctes, result), (row) => keyAnswer.parse(row));
  return found?.key ?? found?.refusal ?? "not_found";
}

export const keyCreation = implement(createKeyAct, {
  refusals: ["too_many_keys", "id_reused"],
  async run({ db, actor, input, newId: id }) {
    const made = await newApiKey();
    const key = await createApiKey(db, actor, { id, ...input }, made);
    return { ...keyResult(key), secret: made.key };
  },
});

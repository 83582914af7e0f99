import type { SQL } from "drizzle-orm";
import * as z from "zod/mini";
import { sql } from "#lib/db/sql.ts";
import type { Actor, Person } from "#lib/organizations/actor.ts";
import { acting } from "../acting.ts";
import { apiKeyNamed } from "../lists/api-keys.ts";
import { may } from "../may.ts";
import { type ApiKey, apiKeyOf } from "./api-key.ts";

/**
 * Common table expressions of an act on keys: `member`, who acts, if they are one; and `keeper`, the
 * same if their role will do. It locks the organization: keys are counted, and end with the role of
 * the person who made them, under that lock.
 */
export const keeper = (actor: Actor<Person>): SQL => sql`${acting(actor)},
  member as (
    select id as organization_id,
      ${may("api_key.manage")} as may
    from acting where not has_left
  ),
  keeper as (select organization_id from member where may)`;

/** What an act on keys answers: the key as it is now, or why nothing was done. */
export const keyAnswer = z.object({
  refusal: z.nullable(
    z.enum(["not_found", "forbidden", "too_many_keys", "id_reused", "key_ended"]),
  ),
  key: z.nullable(apiKeyOf(apiKeyNamed("made")).parser),
});
export type KeyRefusal = NonNullable<z.output<typeof keyAnswer>["refusal"]>;

/** Why nothing was done, as far as it is because of who asks: the first branches of a `case`. */
export const refusedKeeper: SQL = sql`when not exists (select from member) then 'not_found'
  when not exists (select from keeper) then 'forbidden'`;

/** The key as it is now, or why nothing was done, as an act answers it. */
export const keyResult = (made: ApiKey | KeyRefusal) =>
  typeof made === "string"
    ? ({ outcome: made, key: null } as const)
    : ({ outcome: "done", key: made } as const);

import { type SQL, sql } from "drizzle-orm";
import * as z from "zod/mini";
import { isOpen } from "./invitations/open.ts";
import { apiKeys, invitations } from "./schema.ts";

/** How many of one kind, and what the first of them are called. */
const named = z.object({ count: z.number(), first: z.array(z.string()) });
export type Named = z.output<typeof named>;

/** What somebody gave that is open still, and ends with a role that may not give it. */
export const gifts = z.object({
  apiKeys: named,
  /** By their address. */
  invitations: named,
  /** Those of the invitations that only an owner may send. */
  ownerInvitations: named,
});
export type Gifts = z.output<typeof gifts>;

const shown = 3;

/**
 * The open invitations that a person sent and the API keys in use that they made, as JSON for the schema.
 * @param organizationIds what may stand behind `in`.
 */
export function giftsJson(organizationIds: SQL, userId: SQL): SQL {
  const sent = (condition: SQL) =>
    firstOf(sql`
      select email as name, id from ${invitations}
      where organization_id in (${organizationIds}) and invited_by = ${userId}
        and ${isOpen} and ${condition}`);
  const made = firstOf(sql`
    select name, id from ${apiKeys}
    where organization_id in (${organizationIds}) and created_by = ${userId}
      and revoked_at is null and (expires_at is null or expires_at > now())`);
  return sql`json_build_object(
    'apiKeys', ${made},
    'invitations', ${sent(sql`true`)},
    'ownerInvitations', ${sent(sql`role = 'owner'`)}
  )`;
}

const firstOf = (given: SQL): SQL => sql`(
    select json_build_object(
      'count', count(*),
      'first', coalesce(json_agg(name order by place) filter (where place <= ${shown}::integer), '[]')
    )
    from (
      select name, row_number() over (order by lower(name), id) as place from (${given}) as given
    ) as placed
  )`;

/**
 * What ends with an act, in a sentence: `Leaving also ends the API key “Build”.`
 * @param act as the subject of the sentence.
 * @returns undefined when nothing does.
 */
export function endingSentence(
  act: string,
  { apiKeys: keys, invitations: sent }: { apiKeys?: Named; invitations: Named },
): string | undefined {
  const parts = [
    keys && keys.count > 0 && `the API ${keys.count === 1 ? "key" : "keys"} ${list(keys, quoted)}`,
    sent.count > 0 &&
      `the open ${sent.count === 1 ? "invitation" : "invitations"} to ${list(sent)}`,
  ].filter((part) => typeof part === "string");
  return parts.length > 0 ? `${act} also revokes ${parts.join(", and ")}.` : undefined;
}

const quoted = (name: string) => `“${name}”`;

function list({ count, first }: Named, shape = (name: string) => name): string {
  const names = first.map(shape);
  if (count > first.length) names.push(`${count - first.length} more`);
  const last = names.pop() ?? "";
  return names.length > 0 ? `${names.join(", ")} and ${last}` : last;
}

import type { SQL } from "drizzle-orm";
import * as z from "zod/mini";
import { field, shape, type ValueOf } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { isOpen } from "./invitations/open.ts";
import { apiKeys, invitations } from "./schema.ts";
import { isFoundLive } from "./scope.ts";

const shown = 3;

/** How many of one kind, and what the first of them are called. */
const named = shape({
  count: field(z.number(), sql`count(*)`),
  first: field(
    z.array(z.string()),
    sql`coalesce(json_agg(placed.name order by placed.place)
      filter (where placed.place <= ${shown}::integer), '[]')`,
  ),
});
export type Named = ValueOf<typeof named>;

/**
 * What somebody gave that is open still, and ends with a role that may not give it: the open invitations
 * that they sent and the API keys in use that they made.
 * @param organizationIds what may stand behind `in`.
 */
export function giftsOf(organizationIds: SQL, userId: SQL) {
  const sent = (condition: SQL) => sql`
    select ${invitations.email} as name, ${invitations.id} as id from ${invitations}
    where ${invitations.organizationId} in (${organizationIds})
      and ${invitations.invitedBy} = ${userId} and ${isOpen} and ${condition}`;
  const made = sql`
    select ${apiKeys.name} as name, ${apiKeys.id} as id from ${apiKeys}
    where ${apiKeys.organizationId} in (${organizationIds}) and ${apiKeys.createdBy} = ${userId}
      and ${isFoundLive}`;
  return shape({
    apiKeys: namedOf(made),
    /** By their address. */
    invitations: namedOf(sent(sql`true`)),
    /** Those of the invitations that only an owner may send. */
    ownerInvitations: namedOf(sent(sql`${invitations.role} = 'owner'`)),
  });
}

const namedOf = (given: SQL) =>
  field(
    named.parser,
    sql`(
      select ${named} from (
        select given.name, row_number() over (order by lower(given.name), given.id) as place
        from (${given}) as given
      ) as placed
    )`,
  );

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

import { type Database, rows } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import {
  linked,
  linkIdentifier,
  linkMade,
  linkSpent,
  linksEnded,
} from "#lib/identity/links/link.ts";
import { account, session, user } from "#lib/identity/schema.ts";
import { newToken } from "./token.ts";

/**
 * Stops a change of address, for the owner of the current mailbox. The person who asked for the change knew the
 * password and had a session, so both end: every session, every link, and the password itself.
 * @returns the token of a link for a new password, or null for a link that was used or is too old.
 */
export async function stopChange(
  db: Database,
  { token }: { token: string },
): Promise<string | null> {
  const identifier = await linkIdentifier("stop-change", token);
  const next = newToken();
  const statement = sql`
    with found as materialized (${linked(identifier)}),
    person as materialized (
      select found.* from found
      join ${user} on ${user.id} = found.id
      for no key update of ${user}
    ),
    spent as materialized (${linkSpent(identifier, sql`person`)}),
    stopped as (${linksEnded(sql`spent`, identifier)}),
    ended as (delete from ${session} where user_id = (select id from spent)),
    shut as (
      update ${account} set password = null, updated_at = now()
      where user_id = (select id from spent) and provider_id = 'credential'
    ),
    way_in as (${linkMade(
      await linkIdentifier("reset-password", next),
      sql`(select person.* from person join spent using (id))`,
      1,
    )})
    select id from spent`;
  const stopped = await rows(db, statement, () => true);
  return stopped.length > 0 ? next : null;
}

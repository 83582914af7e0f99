import { type Database, rows } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { linksEnded } from "#lib/identity/links/link.ts";
import { account, session, user } from "#lib/identity/schema.ts";
import { type CurrentSession, signedIn } from "#lib/identity/signed-in.ts";
import { passwordMail } from "./mail.ts";

/**
 * Gives a person who is signed in another password. Their session goes on under another token, all
 * others end, and so do all links with any pending change of address.
 * @returns false when the session has ended, or the password is another one by now.
 */
export async function changePassword(
  db: Database,
  current: CurrentSession,
  { formerHash, hash, token, appUrl }: Change,
): Promise<boolean> {
  const statement = sql`
    with locked as materialized (
      select id from ${user} where id = ${current.userId}::text for no key update
    ),
    person as materialized (
      select ${user.id}, ${user.name}, ${user.email} from ${signedIn(current)}
        and ${user.id} = (select id from locked)
    ),
    changed as materialized (
      update ${account} set password = ${hash}::text, updated_at = now()
      where user_id = (select id from person) and provider_id = 'credential'
        and password = ${formerHash}::text
      returning user_id as id
    ),
    renewed as (
      update ${session} set token = ${token}::text, updated_at = now()
      where id = ${current.id}::text and user_id = (select id from changed)
    ),
    ended as (
      delete from ${session} where user_id = (select id from changed) and id <> ${current.id}::text
    ),
    unlinked as (${linksEnded(sql`changed`)}),
    mail as (${passwordMail(sql`changed join person using (id)`, appUrl)})
    select id from changed`;
  return (await rows(db, statement, () => true)).length > 0;
}

interface Change {
  /** As Better Auth has it, by which the present password was found right. */
  formerHash: string;
  hash: string;
  /** The new one of the session. */
  token: string;
  /** Where people reach the app. */
  appUrl: string;
}

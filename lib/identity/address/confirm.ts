import * as z from "zod/mini";
import { type Database, rows } from "#lib/db/database.ts";
import { databaseError } from "#lib/db/errors.ts";
import { sql } from "#lib/db/sql.ts";
import { user, verification } from "#lib/identity/schema.ts";
import { type CurrentSession, signedIn } from "#lib/identity/signed-in.ts";
import { enqueued } from "#lib/mail/enqueue.ts";
import { changeId, changeIdentifier } from "./token.ts";

const answer = z.object({ isOther: z.boolean(), isSpent: z.boolean(), isChanged: z.boolean() });

/**
 * Gives the person who is signed in the address that the link was mailed to, and tells the one they
 * had. The link alone is not enough: it may have been mailed to a stranger, for the account of somebody
 * else. Links that were mailed to the former address work no more.
 * @returns `link_expired` for a link that was used, replaced or is too old, `link_other_account` when it is another
 * person's, `email_taken` when somebody else has got the address meanwhile, `unauthenticated` when the session has
 * ended.
 */
export async function confirmAddress(
  db: Database,
  session: CurrentSession,
  { token }: { token: string },
): Promise<"changed" | "email_taken" | "link_expired" | "link_other_account" | "unauthenticated"> {
  const identifier = await changeIdentifier(token);
  const statement = sql`
    with present as materialized (
      select ${user.id}, ${user.name}, ${user.email} as former from ${signedIn(session)}
    ),
    spent as (
      delete from ${verification}
      where identifier = ${identifier}::text and expires_at > now()
        and id = ${changeId("")}::text || (select id from present)
      returning value as email
    ),
    person as (select present.*, spent.email from present, spent),
    changed as (
      update ${user} set email = person.email, email_verified = true, updated_at = now()
      from person
      where ${user.id} = person.id and ${user.deletedAt} is null
        and ${user.provider} = 'better-auth'
        and not exists (
          select from ${user} as other where other.email = person.email
            and other.provider = 'better-auth' and other.deleted_at is null
        )
      returning ${user.id}
    ),
    unlinked as (delete from ${verification} where value = (select id from changed)),
    mail as (${enqueued({
      template: "address-changed",
      from: sql`person join changed on changed.id = person.id where person.former is not null`,
      recipient: sql`person.former`,
      props: sql`jsonb_build_object('name', person.name, 'email', person.email)`,
    })})
    select exists (select from spent) as "isSpent", exists (select from changed) as "isChanged",
      exists (
        select from ${verification} where identifier = ${identifier}::text and expires_at > now()
          and id <> ${changeId("")}::text || present.id
      ) as "isOther"
    from present`;
  try {
    const [found] = await rows(db, statement, (row) => answer.parse(row));
    if (!found) return "unauthenticated";
    if (found.isChanged) return "changed";
    if (found.isOther) return "link_other_account";
    return found.isSpent ? "email_taken" : "link_expired";
  } catch (error) {
    // Somebody signed up with it at this very moment.
    if (databaseError(error).constraint === "user_email_better_auth") return "email_taken";
    throw error;
  }
}

import { sql } from "drizzle-orm";
import * as z from "zod/mini";
import { type Database, rows } from "#lib/db/database.ts";
import { databaseError } from "#lib/db/errors.ts";
import { user, verification } from "#lib/identity/schema.ts";
import { enqueued } from "#lib/mail/enqueue.ts";
import { changeIdentifier, userIdStart } from "./token.ts";

const answer = z.object({ isSpent: z.boolean(), isChanged: z.boolean() });

/**
 * Gives a person the address that the link was mailed to, and tells the one they had. Whoever has the
 * link has the mailbox, so they need not be signed in. Links for a new password that were mailed to
 * the former address work no more.
 * @returns `expired` for a link that was used, replaced or is too old, `taken` when somebody else has
 * got the address meanwhile.
 */
export async function confirmAddress(
  db: Database,
  { token }: { token: string },
): Promise<"changed" | "taken" | "expired"> {
  const statement = sql`
    with spent as (
      delete from ${verification}
      where identifier = ${await changeIdentifier(token)}::text and expires_at > now()
      returning substr(id, ${userIdStart}::integer) as user_id, value as email
    ),
    person as (
      select ${user.id}, ${user.name}, ${user.email} as former, spent.email
      from spent join ${user} on ${user.id} = spent.user_id
    ),
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
    select exists (select from spent) as "isSpent", exists (select from changed) as "isChanged"`;
  try {
    const [found] = await rows(db, statement, (row) => answer.parse(row));
    if (found?.isChanged) return "changed";
    return found?.isSpent ? "taken" : "expired";
  } catch (error) {
    // Somebody signed up with it at this very moment.
    if (databaseError(error).constraint === "user_email_better_auth") return "taken";
    throw error;
  }
}

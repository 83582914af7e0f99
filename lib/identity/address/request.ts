import { sql } from "drizzle-orm";
import * as z from "zod/mini";
import { type Database, rows } from "#lib/db/database.ts";
import { withQuery } from "#lib/forms/next.ts";
import { user, verification } from "#lib/identity/schema.ts";
import { type CurrentSession, signedIn } from "#lib/identity/signed-in.ts";
import { enqueued } from "#lib/mail/enqueue.ts";
import { changeId, changeIdentifier, newToken } from "./token.ts";

const answer = z.object({ isOwn: z.boolean() });

/**
 * Mails a link to the address that a person wants to have, which works once, for an hour, and instead
 * of any before. Nobody learns here whether an address has an account: then all is the same, but for
 * the mail.
 * @param appUrl where people reach the app.
 * @returns `own` when it is their address already, `signed_out` when the session has ended.
 */
export async function requestAddress(
  db: Database,
  session: CurrentSession,
  { email, appUrl }: { email: string; appUrl: string },
): Promise<"asked" | "own" | "signed_out"> {
  const token = newToken();
  const link = new URL(withQuery("/confirm-address", { token }), appUrl).href;
  const statement = sql`
    with person as (
      select ${user.id}, ${user.name}, ${user.email} = ${email}::text as is_own
      from ${signedIn(session)}
    ),
    asked as (
      insert into ${verification} (id, identifier, value, expires_at)
      select ${changeId(session.userId)}::text, ${await changeIdentifier(token)}::text,
        ${email}::text, now() + interval '1 hour'
      from person where not is_own
      on conflict (id) do update set
        identifier = excluded.identifier, value = excluded.value,
        expires_at = excluded.expires_at, updated_at = now()
      returning value as email
    ),
    mail as (${enqueued({
      template: "change-address",
      from: sql`person, asked where not exists (
        select from ${user} where ${user.email} = asked.email
          and ${user.provider} = 'better-auth' and ${user.deletedAt} is null
      )`,
      recipient: sql`asked.email`,
      props: sql`jsonb_build_object('name', person.name, 'link', ${link}::text)`,
    })})
    select coalesce(is_own, false) as "isOwn" from person`;
  const [found] = await rows(db, statement, (row) => answer.parse(row));
  if (!found) return "signed_out";
  return found.isOwn ? "own" : "asked";
}

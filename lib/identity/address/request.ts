import * as z from "zod/mini";
import { type Database, rows } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { withQuery } from "#lib/http/next.ts";
import { linkIdentifier, linkMade, linksSwept } from "#lib/identity/links/link.ts";
import { changeAskingDraw, mailDraws, type Network } from "#lib/identity/quotas.ts";
import { user, verification } from "#lib/identity/schema.ts";
import { type CurrentSession, signedIn } from "#lib/identity/signed-in.ts";
import { enqueued } from "#lib/mail/enqueue.ts";
import { drawing } from "#lib/quotas/drawing.ts";
import { changeId, changeIdentifier, newToken } from "./token.ts";

const answer = z.object({ isOwn: z.boolean(), refused: z.nullable(z.number()) });

interface Asked {
  /** The address that they want to have. */
  email: string;
  network: Network;
  /** Where people reach the app. */
  appUrl: string;
}

/**
 * Mails a link to the address that a person wants to have, which works once, for an hour, and instead
 * of any before. The present address is told, with a link that stops it. Nobody learns here whether an
 * address has an account, or has had too many mails of late: then all is the same, but for its mail.
 * @returns `email_own` when it is their address already, `rate_limited` when they have asked too often,
 * `unauthenticated` when the session has ended.
 */
export async function requestAddress(
  db: Database,
  session: CurrentSession,
  { email, network, appUrl }: Asked,
): Promise<"asked" | "email_own" | "rate_limited" | "unauthenticated"> {
  const [token, stopToken] = [newToken(), newToken()];
  const at = (path: string, ofLink: string) =>
    new URL(withQuery(path, { token: ofLink }), appUrl).href;
  const statement = sql`
    with person as materialized (
      select ${user.id}, ${user.name}, ${user.email}, ${user.email} = ${email}::text as is_own
      from ${signedIn(session)}
    ),
    drawn as materialized (${drawing(
      [changeAskingDraw(network, session.userId)],
      sql`person where not is_own`,
    )}),
    asking as materialized (select person.* from person, drawn where is_within),
    -- Without an answer to others: another account has the address, or it has had too many mails.
    free as materialized (
      select asking.*, ${email}::text as wanted from asking where not exists (
        select from ${user} where ${user.email} = ${email}::text
          and ${user.provider} = 'better-auth' and ${user.deletedAt} is null
      )
    ),
    mailing as materialized (${drawing(mailDraws(network, sql`wanted`), sql`free`)}),
    asked as (
      insert into ${verification} (id, identifier, value, expires_at)
      select ${changeId(session.userId)}::text, ${await changeIdentifier(token)}::text,
        ${email}::text, now() + interval '1 hour'
      from asking
      on conflict (id) do update set
        identifier = excluded.identifier, value = excluded.value,
        expires_at = excluded.expires_at, updated_at = now()
      returning value as email
    ),
    swept as (${linksSwept(sql`asking`)}),
    stop as (${linkMade(await linkIdentifier("stop-change", stopToken), sql`asking`, 1)}),
    mail as (${enqueued({
      template: "change-address",
      from: sql`free, asked, mailing where is_within`,
      recipient: sql`asked.email`,
      props: sql`jsonb_build_object(
        'name', free.name, 'link', ${at("/confirm-address", token)}::text
      )`,
    })}),
    warning as (${enqueued({
      template: "change-asked",
      from: sql`asking join stop using (id)`,
      recipient: sql`asking.email`,
      props: sql`jsonb_build_object(
        'name', asking.name, 'email', ${email}::text,
        'link', ${at("/stop-change", stopToken)}::text
      )`,
    })})
    select coalesce(is_own, false) as "isOwn", refused from person left join drawn on true`;
  const [found] = await rows(db, statement, (row) => answer.parse(row));
  if (!found) return "unauthenticated";
  if (found.isOwn) return "email_own";
  return found.refused ? "rate_limited" : "asked";
}

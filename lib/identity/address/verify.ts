import type { SQL } from "drizzle-orm";
import * as z from "zod/mini";
import { type Database, rows } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { withQuery } from "#lib/http/next.ts";
import {
  linked,
  linkIdentifier,
  linkMade,
  linkSpent,
  linksSwept,
} from "#lib/identity/links/link.ts";
import { linkAskingDraw, mailDraws, type Network } from "#lib/identity/quotas.ts";
import { user } from "#lib/identity/schema.ts";
import { type CurrentSession, signedIn } from "#lib/identity/signed-in.ts";
import { enqueued } from "#lib/mail/enqueue.ts";
import { drawing } from "#lib/quotas/drawing.ts";
import { newToken } from "./token.ts";

/** In hours. */
const validity = 24;

interface Asked {
  appUrl: string;
  network: Network;
}

/** The common table expressions `made` and `mail`: a link for `person`, and its mail. */
async function mailedLink(person: SQL, appUrl: string): Promise<SQL> {
  const token = newToken();
  const link = new URL(withQuery("/verify-address", { token }), appUrl).href;
  const identifier = await linkIdentifier("verify-address", token);
  return sql`
    made as (${linkMade(identifier, person, validity)}),
    mail as (${enqueued({
      template: "verify-address",
      from: sql`${person} as person join made using (id)`,
      recipient: sql`person.email`,
      props: sql`jsonb_build_object('name', person.name, 'link', ${link}::text)`,
    })})`;
}

/** Mails the first link, to somebody who has just signed up. */
export async function welcome(
  db: Database,
  { userId, appUrl }: { userId: string; appUrl: string },
): Promise<void> {
  const statement = sql`
    with person as (select id, name, email from ${user} where id = ${userId}::text),
    ${await mailedLink(sql`person`, appUrl)}
    select 1`;
  await db.execute(statement);
}

const answer = z.object({
  isVerified: z.nullable(z.boolean()),
  refused: z.nullable(z.number()),
});

/**
 * Mails another link that confirms an address: to who is signed in, else to the address that was typed,
 * if it has an account that waits for it. Of the latter nobody learns here.
 */
export async function requestVerification(
  db: Database,
  who: { session: CurrentSession } | { email: string },
  { appUrl, network }: Asked,
): Promise<"asked" | "verified" | "rate_limited" | "unauthenticated"> {
  const isOwn = "session" in who;
  const found = isOwn
    ? signedIn(who.session)
    : sql`${user} where ${user.email} = ${who.email}::text and ${user.provider} = 'better-auth'
        and ${user.deletedAt} is null`;
  const statement = sql`
    with found as materialized (
      select ${user.id}, ${user.name}, ${user.email}, ${user.emailVerified} as is_verified
      from ${found}
    ),
    waiting as materialized (select id, name, email from found where not is_verified),
    drawn as materialized (${drawing(
      [linkAskingDraw(network), ...mailDraws(network, sql`email`)],
      sql`(values (true)) as always left join waiting on true`,
    )}),
    allowed as materialized (select waiting.* from waiting, drawn where is_within),
    swept as (${linksSwept(sql`allowed`)}),
    ${await mailedLink(sql`allowed`, appUrl)}
    select (select is_verified from found) as "isVerified", refused from drawn`;
  const [outcome] = await rows(db, statement, (row) => answer.parse(row));
  if (outcome?.refused === 1 || (isOwn && outcome?.refused)) return "rate_limited";
  if (!isOwn) return "asked";
  if (outcome?.isVerified === null) return "unauthenticated";
  return outcome?.isVerified ? "verified" : "asked";
}

const link = z.object({ isLive: z.boolean(), isDone: z.boolean() });

/**
 * Confirms the address of somebody who is signed in, with the link that went there.
 * @returns `other` when the link is good, but belongs to another account than the signed-in one: a person with only the link has
 * the mailbox, and somebody else may have the password (`claimAccount`).
 */
export async function verifyAddress(
  db: Database,
  session: CurrentSession | null,
  { token }: { token: string },
): Promise<"verified" | "other" | "link_expired"> {
  const identifier = await linkIdentifier("verify-address", token);
  const isMine = session
    ? sql`found.id = (select ${user.id} from ${signedIn(session)})`
    : sql`false`;
  const statement = sql`
    with found as materialized (${linked(identifier)}),
    person as materialized (select * from found where ${isMine}),
    spent as (${linkSpent(identifier, sql`person`)}),
    proven as (
      update ${user} set email_verified = true, updated_at = now()
      where id = (select id from spent)
      returning id
    )
    select exists (select from found) as "isLive", exists (select from proven) as "isDone"`;
  const [outcome] = await rows(db, statement, (row) => link.parse(row));
  if (outcome?.isDone) return "verified";
  return outcome?.isLive ? "other" : "link_expired";
}

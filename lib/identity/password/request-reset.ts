import * as z from "zod/mini";
import { type Database, rows } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { withQuery } from "#lib/http/next.ts";
import { newToken } from "#lib/identity/address/token.ts";
import { linkIdentifier, linkMade, linksSwept } from "#lib/identity/links/link.ts";
import { linkAskingDraw, mailDraws, type Network } from "#lib/identity/quotas.ts";
import { user } from "#lib/identity/schema.ts";
import { enqueued } from "#lib/mail/enqueue.ts";
import { drawing } from "#lib/quotas/drawing.ts";

const answer = z.object({ isRefused: z.boolean() });

/**
 * Mails a link for a new password to an address, if it has an account. It works once, for an hour;
 * several that were asked for work until one of them is used. Nobody learns here whether there is an
 * account, nor whether it has had too many mails of late: then all is the same, but for the mail.
 * @param appUrl where people reach the app.
 */
export async function requestReset(
  db: Database,
  { email, network, appUrl }: { email: string; network: Network; appUrl: string },
): Promise<"asked" | "rate_limited"> {
  const token = newToken();
  const link = new URL(withQuery("/reset-password", { token }), appUrl).href;
  const identifier = await linkIdentifier("reset-password", token);
  const statement = sql`
    with person as materialized (
      select ${user.id}, ${user.name}, ${user.email} from ${user}
      where ${user.email} = ${email}::text and ${user.provider} = 'better-auth'
        and ${user.deletedAt} is null
    ),
    drawn as materialized (${drawing(
      [linkAskingDraw(network), ...mailDraws(network, sql`email`)],
      sql`(values (true)) as always left join person on true`,
    )}),
    allowed as materialized (select person.* from person, drawn where is_within),
    swept as (${linksSwept(sql`allowed`)}),
    made as (${linkMade(identifier, sql`allowed`, 1)}),
    mail as (${enqueued({
      template: "reset-password",
      from: sql`allowed join made using (id)`,
      recipient: sql`allowed.email`,
      props: sql`jsonb_build_object('name', allowed.name, 'link', ${link}::text)`,
    })})
    select coalesce(refused = 1, false) as "isRefused" from drawn`;
  const [found] = await rows(db, statement, (row) => answer.parse(row));
  return found?.isRefused ? "rate_limited" : "asked";
}

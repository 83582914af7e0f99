import type { SQL } from "drizzle-orm";
import { sql } from "#lib/db/sql.ts";
import { changeId } from "#lib/identity/address/token.ts";
import { user, verification } from "#lib/identity/schema.ts";
import { sha256 } from "#lib/text/sha256.ts";

/** What a mailed link is for. One for a change of address is kept apart (../address/token.ts). */
export type LinkPurpose = "verify-address" | "reset-password" | "stop-change";

/** What is kept of a link's token. Who reads the database cannot make the link of it. */
export const linkIdentifier = async (purpose: LinkPurpose, token: string) =>
  `${purpose}:${await sha256(token)}`;

/**
 * The insert that makes a link for each row of `person`, which has an `id` and an `email`: for that
 * person at that address, and for nobody else.
 * @param hours how long it works.
 */
export const linkMade = (identifier: string, person: SQL, hours: number): SQL => sql`
  insert into ${verification} (id, identifier, value, expires_at)
  select ${identifier}::text || ':' || person.email, ${identifier}::text, person.id,
    now() + make_interval(hours => ${hours}::integer)
  from ${person} as person
  returning value as id`;

/** The select of the one whom a link is for, while it works and they have the address that it went to. */
export const linked = (identifier: string): SQL => sql`
  select ${user.id}, ${user.name}, ${user.email}, ${user.emailVerified} as is_verified
  from ${verification}
  join ${user} on ${user.id} = ${verification.value}
    and ${verification.id} = ${verification.identifier} || ':' || ${user.email}
  where ${verification.identifier} = ${identifier}::text and ${verification.expiresAt} > now()
    and ${user.deletedAt} is null and ${user.provider} = 'better-auth'`;

/** The delete that uses a link up, for the one row of `person`: a second use at the same moment gets none. */
export const linkSpent = (identifier: string, person: SQL): SQL => sql`
  delete from ${verification}
  where identifier = ${identifier}::text and value = (select id from ${person})
    and expires_at > now()
  returning value as id`;

/**
 * The delete that ends every link of each row of `person`, and their pending change of address.
 * @param but what another part of the statement deletes itself.
 */
export const linksEnded = (person: SQL, but = ""): SQL => sql`
  delete from ${verification}
  where (value in (select id from ${person})
      or id in (select ${changeId("")}::text || id from ${person}))
    and identifier <> ${but}::text`;

/** The delete of links of `person` that are too old to work. Nothing else sweeps them. */
export const linksSwept = (person: SQL): SQL => sql`
  delete from ${verification} where value in (select id from ${person}) and expires_at <= now()`;

import { sql } from "drizzle-orm";
import * as z from "zod/mini";
import { type Database, rows } from "#lib/db/database.ts";
import { changeId } from "#lib/identity/address/token.ts";
import { gifts, giftsJson } from "#lib/organizations/gifts.ts";

const accountSession = z.object({
  id: z.string(),
  userAgent: z.nullable(z.string()),
  ipAddress: z.nullable(z.string()),
  /** As Postgres writes a moment into JSON: ISO 8601 with its offset. */
  createdAt: z.string(),
  isCurrent: z.boolean(),
});

export type AccountSession = z.output<typeof accountSession>;

/** An organization, and what would become of it without this person. */
const accountOrganization = z.object({
  name: z.string(),
  slug: z.string(),
  /** `goes` with its only member, `stays`, or `needs` another owner first. */
  fate: z.enum(["goes", "stays", "needs"]),
});

export type AccountOrganization = z.output<typeof accountOrganization>;

const account = z.object({
  name: z.string(),
  email: z.nullable(z.string()),
  isVerified: z.boolean(),
  image: z.nullable(z.string()),
  /** The address that waits to be confirmed. */
  newEmail: z.nullable(z.string()),
  organizations: z.array(accountOrganization),
  /** What they gave in all organizations, and what ends with the account. */
  gifts,
  sessions: z.array(accountSession),
});

export type Account = z.output<typeof account>;

/**
 * All that the account page shows, in one statement: a user, their organizations by name, and where
 * they are signed in, this device first, then the newest.
 * @param token of the session that asks.
 * @returns null when there is no such user (any more).
 */
export async function readAccount(
  db: Database,
  { userId, token }: { userId: string; token: string | null },
): Promise<Account | null> {
  const statement = sql`
    with mine as (
      select organizations.id, organizations.name, organizations.slug, case
        when count(others.id) = 0 then 'goes'
        when memberships.role = 'owner'
          and count(others.id) filter (where others.role = 'owner') = 0 then 'needs'
        else 'stays'
      end as fate
      from memberships
      join organizations on organizations.id = memberships.organization_id
        and organizations.deleted_at is null
      left join memberships as others on others.organization_id = organizations.id
        and others.deleted_at is null and others.user_id <> memberships.user_id
      where memberships.user_id = ${userId}::text and memberships.deleted_at is null
      group by organizations.id, memberships.role
    )
    select "user".name, "user".email, "user".email_verified as "isVerified",
      "user".image_url as image, (
        select value from verification
        where id = ${changeId(userId)}::text and expires_at > now()
      ) as "newEmail", coalesce((
        select json_agg(json_build_object('name', name, 'slug', slug, 'fate', fate)
          order by name, slug)
        from mine
      ), '[]'::json) as organizations,
      ${giftsJson(sql`select mine.id from mine where fate <> 'goes'`, sql`"user".id`)} as gifts, coalesce((
        select json_agg(json_build_object(
          'id', session.id, 'userAgent', session.user_agent, 'ipAddress', session.ip_address,
          'createdAt', session.created_at,
          'isCurrent', session.token is not distinct from ${token}::text
        ) order by (session.token is not distinct from ${token}::text) desc,
          session.created_at desc, session.id)
        from session where session.user_id = "user".id and session.expires_at > now()
      ), '[]'::json) as sessions
    from "user" where "user".id = ${userId}::text and "user".deleted_at is null`;
  const [found] = await rows(db, statement, (row) => account.parse(row));
  return found ?? null;
}

import { alias } from "drizzle-orm/pg-core";
import * as z from "zod/mini";
import type { Database } from "#lib/db/database.ts";
import { readOne } from "#lib/db/read.ts";
import { rowsOf } from "#lib/db/row.ts";
import { field, listOf, maybeOf, shape, type ValueOf } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { changeId } from "#lib/identity/address/token.ts";
import { session, user, verification } from "#lib/identity/schema.ts";
import { giftsOf } from "#lib/organizations/created-by-member.ts";
import { memberships, organizations } from "#lib/organizations/schema.ts";

const other = alias(memberships, "other");
const others = sql`${memberships} as ${other}
  where ${other.organizationId} = ${organizations.id} and ${other.deletedAt} is null
    and ${other.userId} <> ${memberships.userId}`;

/** An organization, and what would become of it without this person. */
const organizationsOf = rowsOf({
  id: organizations.id,
  name: organizations.name,
  slug: organizations.slug,
  /** `goes` with its only member, `stays`, or `needs` another owner first. */
  fate: field(
    z.enum(["goes", "stays", "needs"]),
    sql`case
      when not exists (select from ${others}) then 'goes'
      when ${memberships.role} = 'owner'
        and not exists (select from ${others} and ${other.role} = 'owner') then 'needs'
      else 'stays'
    end`,
  ),
});
const mine = organizationsOf.of("mine");

const accountOrganization = shape({ name: mine.name, slug: mine.slug, fate: mine.fate });
export type AccountOrganization = ValueOf<typeof accountOrganization>;

/** The value of a request, in the common table expression `asked`. */
const isCurrent = sql`${session.token} is not distinct from (select token from asked)`;

const accountSession = shape({
  id: session.id,
  userAgent: session.userAgent,
  ipAddress: session.ipAddress,
  /** As Postgres writes a moment into JSON: ISO 8601 with its offset. */
  createdAt: field(z.string(), session.createdAt),
  isCurrent: field(z.boolean(), isCurrent),
});
export type AccountSession = ValueOf<typeof accountSession>;

const account = shape({
  name: user.name,
  email: user.email,
  isVerified: user.emailVerified,
  image: user.image,
  /** The address that waits to be confirmed. */
  newEmail: maybeOf(
    verification.value,
    sql`${verification}
      where ${verification.id} = (select change_id from asked) and ${verification.expiresAt} > now()`,
  ),
  organizations: listOf(accountOrganization, {
    from: sql`mine`,
    order: sql`${mine.name}, ${mine.slug}`,
  }),
  /** What they gave in all organizations, and what ends with the account. */
  gifts: giftsOf(sql`select ${mine.id} from mine where ${mine.fate} <> 'goes'`, sql`${user.id}`),
  sessions: listOf(accountSession, {
    from: sql`${session} where ${session.userId} = ${user.id} and ${session.expiresAt} > now()`,
    order: sql`(${isCurrent}) desc, ${session.createdAt} desc, ${session.id}`,
  }),
});
export type Account = ValueOf<typeof account>;

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
  return readOne(db, account, {
    with: sql`asked as (select ${token}::text as token, ${changeId(userId)}::text as change_id),
    mine as (
      select ${organizationsOf.columns}
      from ${memberships}
      join ${organizations} on ${organizations.id} = ${memberships.organizationId}
        and ${organizations.deletedAt} is null
      where ${memberships.userId} = ${userId}::text and ${memberships.deletedAt} is null
    )`,
    from: sql`${user} where ${user.id} = ${userId}::text and ${user.deletedAt} is null`,
  });
}

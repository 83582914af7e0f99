import type { SQL } from "drizzle-orm/sql";
import { sql } from "#lib/db/sql.ts";
import { isIdentifier } from "#lib/text/storable.ts";
import type { KeyProof, Scope } from "./actor.ts";
import { rolesFrom } from "./grant.ts";
import type { Role } from "./roles.ts";

// Tables by their names: what defines them would be a tenth of a small edge function's bundle.

/**
 * The scopes, any one of them is enough: a key that may write something may read it. The core's `usage`, and
 * what a product names, stand for themselves.
 */
export function sufficientFor(scope: string): readonly string[] {
  return /(^|\.)read$/.test(scope) ? [scope, scope.replace(/read$/, "write")] : [scope];
}

/**
 * The tables `organizations` and `memberships`, joined, as far as the scope reaches: one row when the
 * user is a member with at least the role, else none. For use after `from`.
 *
 * A key that serves stands there as a membership of nobody's, with the role of an admin.
 */
export function scoped(scope: Scope, least: Role = "member"): SQL {
  const { slug, key } = scope;
  return sql`organizations
    join ${membershipOf(scope)}
      and memberships.deleted_at is null
      and ${hasAtLeast(least, sql`memberships.role`)}
    where ${key && slug === "" ? sql`true` : sql`organizations.id = ${idOfSlug(slug)}`}
      and organizations.deleted_at is null
      ${whenAdmitted(scope)}`;
}

/** After `organizations join`: the membership of who acts, though it may have ended. */
export const membershipOf = ({ userId, viewer, key }: Scope): SQL =>
  key
    ? sql`${keyMembership(key)} on memberships.organization_id = organizations.id`
    : sql`memberships on memberships.organization_id = organizations.id
        and memberships.user_id = ${viewer ?? sql`${userId}::text`}`;

/** Whether the role in a column is at least as powerful as another. */
export const hasAtLeast = (least: Role, role: SQL): SQL =>
  sql`${role} in (${sql.join(
    rolesFrom(least).map((one) => sql`${one}::text`),
    sql`, `,
  )})`;

/** The end of a `where`: what an admitted statement asks, before it finds or does anything. */
export const whenAdmitted = ({ isAdmitted }: Pick<Scope, "isAdmitted">): SQL =>
  isAdmitted ? sql`and (select go from req_admission)` : sql``;

/** A live key that is made for what it is asked, as a row of `memberships`. */
export const keyMembership = ({ hash, needs }: KeyProof): SQL => sql`(
  select api_keys.id, organization_id, null::text as user_id, 'admin'::text as role,
    created_at, null::timestamptz as deleted_at
  from api_keys
  where key_hash = ${hash}::text and ${isLive} and ${suffices(needs)}
) as memberships`;

/** Whether a row of `api_keys` can still be used. */
export const isLive: SQL = sql`(api_keys.revoked_at is null
  and (api_keys.expires_at is null or api_keys.expires_at > now()))`;

/** When a row of `api_keys` ends, as an index has it; `infinity` for never. */
export const keyEnd: SQL = sql`least(
  coalesce(api_keys.revoked_at, 'infinity'), coalesce(api_keys.expires_at, 'infinity'))`;

/** The same as `isLive`, for lists: the index finds the few that can be used among many that ended. */
export const isFoundLive: SQL = sql`${isLive} and ${keyEnd} > now()`;

/** Whether a row of `api_keys` has a scope that will do. */
export const suffices = (needs: string): SQL =>
  sql`api_keys.scopes && array[${sql.join(
    sufficientFor(needs).map((scope) => sql`${scope}::text`),
    sql`, `,
  )}]`;

/**
 * The id of the organization that has the slug or, when none has it, of the one that had it. Whatever
 * no slug can be finds nothing, so no way in has to ask by itself.
 */
export const idOfSlug = (slug: string): SQL =>
  isIdentifier(slug) ? organizationOf(slug) : sql`null::uuid`;

const organizationOf = (slug: string): SQL => sql`coalesce(
  (select id from organizations where slug = ${slug}::text),
  (select organization_id from organization_slugs where slug = ${slug}::text)
)`;

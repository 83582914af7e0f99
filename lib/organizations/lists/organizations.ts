import type { SQL } from "drizzle-orm/sql";
import { keyset, type Window } from "#lib/db/keyset.ts";
import { rowsOf } from "#lib/db/row.ts";
import { sql } from "#lib/db/sql.ts";
import type { Caller } from "#lib/organizations/actor.ts";
import { memberships, organizations } from "../schema.ts";
import { keyMembership, whenAdmitted } from "../scope.ts";

const own = rowsOf({
  id: organizations.id,
  name: organizations.name,
  slug: organizations.slug,
  role: memberships.role,
  memberCount: organizations.memberCount,
  createdAt: organizations.createdAt,
  deletedAt: organizations.deletedAt,
  purgeAfter: organizations.purgeAfter,
});

/** Where a person is a member, or what a key is for, by name. */
export const organizationList = keyset("organization", own.of);

/** A row of all of them: also of those that were deleted. */
export const ownOrganization = own.of("own");

/** Common table expressions for a page of `organizationList`. */
export function organizationsOf({ userId, key, isAdmitted }: Caller, window: Window): SQL {
  const page = organizationList.tables(
    {
      rows: sql`select * from own where ${ownOrganization.deletedAt} is null`,
      places: sql`select * from own`,
      keys: (row) => [sql`lower(${row.name})`],
    },
    window,
  );
  return sql`own as (
      select ${own.columns}
      from ${key ? keyMembership(key) : sql`${memberships}`}
      join ${organizations} on ${organizations.id} = ${memberships.organizationId}
      where ${key ? sql`true` : sql`${memberships.userId} = ${userId}::text`}
        and ${memberships.deletedAt} is null
        ${whenAdmitted({ isAdmitted })}
    ),
    ${page}`;
}

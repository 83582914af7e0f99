import type { SQL, SQLWrapper } from "drizzle-orm/sql";
import * as z from "zod/mini";
import { keyset, type Window } from "#lib/db/keyset.ts";
import { rowsOf } from "#lib/db/row.ts";
import { countOf, field } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { user } from "#lib/identity/schema.ts";
import { roleRank } from "../role-rank.ts";
import { memberships, type Role } from "../schema.ts";
import { inTenant } from "../tenant.ts";

const people = rowsOf({
  /** Of the membership. */
  id: memberships.id,
  userId: memberships.userId,
  name: user.name,
  email: user.email,
  image: user.image,
  role: memberships.role,
  joinedAt: memberships.createdAt,
  leftAt: memberships.deletedAt,
  sortName: field(z.string(), sql`lower(coalesce(nullif(${user.name}, ''), ${user.email}, ''))`),
  rank: roleRank,
});
const everybody = people.of("everybody");

/** The people of an organization. */
export const memberList = keyset("member", people.of);

/** How many people there are that a filter lets through. */
export const matchCount = countOf(sql`matching`);

const sortKeys: Record<string, (person: typeof everybody) => SQLWrapper[]> = {
  name: (person) => [person.sortName],
  joined: (person) => [person.joinedAt],
  role: (person) => [person.rank, person.sortName],
};

/** What the list may be sorted by; a minus before it turns it round. */
export const memberSorts = ["name", "-name", "joined", "-joined", "role", "-role"] as const;

export interface MemberFilter {
  /** Part of a name or address. */
  search?: string | undefined;
  role?: Role | undefined;
  sort?: (typeof memberSorts)[number] | undefined;
}

/** Common table expressions over `scope`, for a page of `memberList`. */
export function membersOf({ search, role, sort = "name" }: MemberFilter, window: Window): SQL {
  const conditions = [sql`${everybody.leftAt} is null`];
  if (role) conditions.push(sql`${everybody.role} = ${role}::text`);
  if (search) {
    const text = sql`lower(${everybody.name} || ' ' || coalesce(${everybody.email}, ''))`;
    // No pattern, so nothing that somebody types means more than itself.
    conditions.push(sql`strpos(${text}, lower(${search}::text)) > 0`);
  }
  const page = memberList.tables(
    {
      rows: sql`select * from matching`,
      places: sql`select * from everybody`,
      keys: (person) => sortKeys[sort.replace("-", "")]?.(person) ?? [],
      descending: sort.startsWith("-"),
    },
    window,
  );
  return sql`everybody as (
      select ${people.columns}
      from ${memberships} join ${user} on ${user.id} = ${memberships.userId}
      where ${inTenant(memberships.organizationId)}
    ),
    matching as (select * from everybody where ${sql.join(conditions, sql` and `)}),
    ${page}`;
}

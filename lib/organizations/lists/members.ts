import { alias } from "drizzle-orm/pg-core";
import type { SQL, SQLWrapper } from "drizzle-orm/sql";
import { keyset, type Window } from "#lib/db/keyset.ts";
import { containing } from "#lib/db/sought.ts";
import { sql } from "#lib/db/sql.ts";
import { user } from "#lib/identity/schema.ts";
import { roleRank } from "../role-rank.ts";
import { listedMembers, memberships, type Role, roles } from "../schema.ts";
import { inTenant } from "../tenant.ts";
import { membersWith } from "./members-with.ts";

const memberNamed = (name: string) => alias(listedMembers, name);
type Member = ReturnType<typeof memberNamed>;

/** The people of an organization. */
export const memberList = keyset("member", memberNamed);

const sortKeys: Record<string, (member: Member) => SQLWrapper[]> = {
  name: (member) => [member.sortName],
  joined: (member) => [member.joinedAt],
  role: (member) => [member.rank, member.sortName],
};

/** What the list may be sorted by; a minus before it turns it round. */
export const memberSorts = ["name", "-name", "joined", "-joined", "role", "-role"] as const;

export interface MemberFilter {
  /** Part of a name or address. */
  search?: string | undefined;
  role?: Role | undefined;
  sort?: (typeof memberSorts)[number] | undefined;
}

// Former members too: a page may follow one who has left since.
const places = sql`select ${memberships.id}, ${memberships.createdAt} as joined_at,
    lower(coalesce(nullif(${user.name}, ''), ${user.email}, '')) as sort_name, ${roleRank} as rank
  from ${memberships} join ${user} on ${user.id} = ${memberships.userId}
  where ${inTenant(memberships.organizationId)}`;

// By the rank, which the indexes have.
const hasRole = (role: Role) => sql`${listedMembers.rank} = ${roles.indexOf(role) + 1}::integer`;

const ofRole = (role: Role | undefined) => sql`select * from ${listedMembers}
  where ${inTenant(listedMembers.organizationId)} ${role && sql`and ${hasRole(role)}`}`;

/** A select of all members whom a filter lets through. */
export const matchesOf = ({ search, role }: MemberFilter): SQL =>
  sql`${ofRole(role)} ${search && sql`and ${listedMembers.words} like ${containing(search)}`}`;

/** Common table expressions over `scope`, for a page of `memberList`. */
export function membersOf({ search, role, sort = "name" }: MemberFilter, window: Window): SQL {
  return memberList.tables(
    {
      rows: ofRole(role),
      places,
      keys: (member) => sortKeys[sort.replace("-", "")]?.(member) ?? [],
      descending: sort.startsWith("-"),
      search: search
        ? {
            matches: (member) => sql`${member.words} like ${containing(search)}`,
            found: sql`${membersWith(search)} ${role && sql`and ${hasRole(role)}`}`,
          }
        : undefined,
    },
    window,
  );
}

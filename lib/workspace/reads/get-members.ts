import * as z from "zod/mini";
import { planInForce } from "#lib/billing/plan-in-force.ts";
import type { Database } from "#lib/db/database.ts";
import type { Turned } from "#lib/db/keyset.ts";
import { countOf, shape, type ValueOf, when } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { orNothing, placeQuery, searchText } from "#lib/forms/query.ts";
import type { Scope } from "#lib/organizations/actor.ts";
import { invitationsOf } from "#lib/organizations/lists/invitations.ts";
import { matchesOf, memberList, memberSorts, membersOf } from "#lib/organizations/lists/members.ts";
import { roles } from "#lib/organizations/schema.ts";
import { tenant } from "#lib/organizations/tenant.ts";
import { frame, readPage } from "#lib/workspace/frame.ts";
import { openInvitations, shownInvitations } from "./open-invitations.ts";
import { seatsOfPlan, seatsTaken } from "./seats.ts";

/** What the address of the list asks for. */
export const memberQuery = z.object({
  search: searchText,
  role: orNothing(z.enum(roles)),
  sort: orNothing(z.enum(memberSorts)),
  ...placeQuery,
});

export type MemberQuery = Partial<z.output<typeof memberQuery>>;

const { id, userId, name, email, image, role, joinedAt } = memberList.row;
const member = shape({ id, userId, name, email, image, role, joinedAt });

export type ListedMember = ValueOf<typeof member>;

/** To count those who match reads all members, so it is done for so many at the most. */
const mostCounted = 1_000;

const members = shape({
  frame,
  list: memberList.listed(member),
  ...seatsTaken,
  ...seatsOfPlan,
  /** How many of the members are as the search and the role say; null where that is not counted. */
  matchCount: when(sql`${tenant.memberCount} <= ${mostCounted}::integer`, countOf(sql`matching`)),
  /** Null for members, who do not see them. */
  invitations: when(sql`${tenant.role} in ('owner', 'admin')`, openInvitations),
});

export type Members = Omit<ValueOf<typeof members>, "list"> & Turned<ListedMember>;

export const membersPerPage = 25;

/** The people of an organization, a page of them, for its members; null for everybody else. */
export async function getMembers(
  db: Database,
  scope: Scope,
  { after, before, ...filter }: MemberQuery = {},
): Promise<Members | null> {
  const found = await readPage(db, scope, {
    with: sql`${membersOf(filter, { after, before, size: membersPerPage })},
      matching as (${matchesOf(filter)}),
      ${invitationsOf({ size: shownInvitations })}`,
    page: members,
    from: planInForce(tenant.organizationId),
  });
  if (!found) return null;
  const { list, matchCount, ...rest } = found;
  const { search, role } = filter;
  const isWhole = !list.previous && !list.next;
  return {
    ...rest,
    ...list,
    matchCount: search || role ? (isWhole ? list.shown.length : matchCount) : rest.memberCount,
  };
}

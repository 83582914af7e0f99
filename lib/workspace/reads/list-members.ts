import { type SQL, sql } from "drizzle-orm";
import * as z from "zod/mini";
import { currentSubscriptions, plans } from "#lib/billing/schema.ts";
import type { Database } from "#lib/db/database.ts";
import { keyset, type Turned, turn } from "#lib/db/keyset.ts";
import { moment } from "#lib/db/moment.ts";
import { orNothing, placeQuery, searchText } from "#lib/forms/query.ts";
import { user } from "#lib/identity/schema.ts";
import { openCount } from "#lib/organizations/invitations/open.ts";
import { memberships, roles } from "#lib/organizations/schema.ts";
import type { Scope } from "#lib/organizations/scope.ts";
import { frame, framed, readPage } from "#lib/workspace/frame.ts";
import { listedInvitation, openInvitations } from "./open-invitations.ts";

/** What a list of members may be sorted by; a minus before it turns it round. */
export const memberSorts = ["name", "-name", "joined", "-joined", "role", "-role"] as const;

/** What the address of the list asks for. */
export const memberQuery = z.object({
  search: searchText,
  role: orNothing(z.enum(roles)),
  sort: orNothing(z.enum(memberSorts)),
  ...placeQuery,
});

export type MemberQuery = Partial<z.output<typeof memberQuery>>;

const member = z.object({
  /** Of the membership. */
  id: z.string(),
  userId: z.string(),
  name: z.string(),
  email: z.nullable(z.string()),
  image: z.nullable(z.string()),
  role: z.enum(roles),
  joinedAt: moment,
});

export type ListedMember = z.output<typeof member>;

const members = z.object({
  frame,
  members: z.array(member),
  hasPlace: z.boolean(),
  /** All of them, and those that are as the search and the role say. */
  memberCount: z.number(),
  matchCount: z.number(),
  /** Open invitations, each of which holds a seat. */
  invitedCount: z.number(),
  /** How many people the plan allows; null for any number. */
  seats: z.nullable(z.number()),
  planName: z.string(),
  /** Null for members, who do not see them. */
  invitations: z.nullable(z.array(listedInvitation)),
});

export interface Members
  extends Omit<z.output<typeof members>, "members" | "hasPlace">,
    Turned<ListedMember> {}

export const membersPerPage = 25;

const sortKeys: Record<string, SQL[]> = {
  name: [sql`sort_name`],
  joined: [sql`joined_at`],
  role: [sql`rank`, sql`sort_name`],
};

/** The people of an organization, a page of them, for its members; null for everybody else. */
export async function listMembers(
  db: Database,
  scope: Scope,
  { search, role, sort = "name", after, before }: MemberQuery = {},
): Promise<Members | null> {
  const conditions = [sql`deleted_at is null`];
  if (role) conditions.push(sql`role = ${role}::text`);
  if (search) {
    // No pattern, so nothing that somebody types means more than itself.
    conditions.push(
      sql`strpos(lower(name || ' ' || coalesce(email, '')), lower(${search}::text)) > 0`,
    );
  }
  const place = { after, before };
  const { tables, order } = keyset({
    list: sql`select * from matching`,
    places: sql`select * from everybody`,
    keys: sortKeys[sort.replace("-", "")] ?? [],
    descending: sort.startsWith("-"),
    place,
    size: membersPerPage,
  });
  const statement = sql`
    with ${framed(scope)},
    everybody as (
      select memberships.id, memberships.user_id, "user".name, "user".email, "user".image_url,
        memberships.role, memberships.created_at as joined_at, memberships.deleted_at,
        lower(coalesce(nullif("user".name, ''), "user".email, '')) as sort_name,
        array_position(array['owner', 'admin', 'member'], memberships.role) as rank
      from ${memberships}
      join ${user} on "user".id = memberships.user_id
      where memberships.organization_id = (select organization_id from scope)
    ),
    matching as (select * from everybody where ${sql.join(conditions, sql` and `)}),
    ${tables}
    select json_build_object(
      'frame', framed.frame,
      'members', (
        select coalesce(json_agg(json_build_object(
          'id', id, 'userId', user_id, 'name', name, 'email', email, 'image', image_url,
          'role', role, 'joinedAt', joined_at
        ) order by ${order}), '[]') from page
      ),
      'hasPlace', exists (select from place),
      'memberCount', (select count(*) from everybody where deleted_at is null),
      'matchCount', (select count(*) from matching),
      'invitedCount', ${openCount(sql`scope.organization_id`)},
      'seats', plans.seats,
      'planName', plans.name,
      'invitations', case when scope.role in ('owner', 'admin') then ${openInvitations} end
    ) as page
    from scope
    cross join framed
    join ${currentSubscriptions} on current_subscriptions.organization_id = scope.organization_id
    join ${plans} on plans.id = current_subscriptions.plan_id`;
  const found = await readPage(db, statement, members);
  if (!found) return null;
  const { members: rows, hasPlace, ...rest } = found;
  return { ...rest, ...turn(rows, hasPlace, place, membersPerPage) };
}

import type { Database } from "#lib/db/database.ts";
import { rowsOf } from "#lib/db/row.ts";
import { maybeOf, shape, type ValueOf, when } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { nameOrAddress } from "#lib/identity/name-or-address.ts";
import { user } from "#lib/identity/schema.ts";
import type { Scope } from "#lib/organizations/actor.ts";
import { event, latestEvents } from "#lib/organizations/audit-event.ts";
import { giftsOf } from "#lib/organizations/created-by-member.ts";
import { isLastOwner } from "#lib/organizations/last-owner.ts";
import { invitations, memberships } from "#lib/organizations/schema.ts";
import { inTenant, tenant } from "#lib/organizations/tenant.ts";
import { frame, readPage } from "#lib/workspace/frame.ts";

const shownEvents = 10;

const members = rowsOf({
  id: memberships.id,
  organizationId: memberships.organizationId,
  userId: memberships.userId,
  role: memberships.role,
  joinedAt: memberships.createdAt,
  name: user.name,
  email: user.email,
  image: user.image,
});
const member = members.of("member");

/** Who invited them, and when. */
const invitation = shape({
  by: maybeOf(nameOrAddress, sql`${user} where ${user.id} = ${invitations.invitedBy}`),
  at: invitations.createdAt,
});

const ofTenant = sql`${event.organizationId} = ${member.organizationId}`;
const isByOthers = sql`${event.targetType} = 'member'
  and ${event.actorId} is distinct from ${member.userId}`;

const seesMore = sql`${tenant.role} in ('owner', 'admin')`;

const memberPage = shape({
  frame,
  member: shape({
    userId: member.userId,
    name: member.name,
    email: member.email,
    image: member.image,
    role: member.role,
    joinedAt: member.joinedAt,
    /** Null when nobody invited them. */
    invitation: maybeOf(
      invitation,
      sql`${invitations} where ${invitations.organizationId} = ${member.organizationId}
        and ${invitations.acceptedBy} = ${member.userId}
        order by ${invitations.acceptedAt} desc
        limit 1`,
    ),
    /** Then neither leaving nor another role is possible. */
    isLastOwner: isLastOwner(member),
    /** What may end with their role; null for members, who do not see what others gave. */
    gifts: when(seesMore, giftsOf(sql`${member.organizationId}`, sql`${member.userId}`)),
  }),
  /** What they did last, and what was done to them; null for members, who do not see the trail. */
  activity: when(
    seesMore,
    latestEvents(
      [
        sql`${ofTenant} and ${event.actorId} = ${member.userId}`,
        sql`${ofTenant} and ${event.targetId} = ${member.userId} and ${isByOthers}`,
        sql`${ofTenant} and ${event.targetId} = ${member.id}::text and ${isByOthers}`,
      ],
      shownEvents,
    ),
  ),
});

export type MemberPage = ValueOf<typeof memberPage>;

/** One member, for all members of the organization; null for everybody else, and of nobody. */
export async function getMember(
  db: Database,
  scope: Scope,
  userId: string,
): Promise<MemberPage | null> {
  return readPage(db, scope, {
    with: sql`member as (
      select ${members.columns} from ${memberships}
      join ${user} on ${user.id} = ${memberships.userId}
      where ${inTenant(memberships.organizationId)}
        and ${memberships.userId} = ${userId}::text and ${memberships.deletedAt} is null
    )`,
    page: memberPage,
    from: sql`cross join member`,
  });
}

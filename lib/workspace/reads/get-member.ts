import { sql } from "drizzle-orm";
import * as z from "zod/mini";
import type { Database } from "#lib/db/database.ts";
import { moment } from "#lib/db/moment.ts";
import { user } from "#lib/identity/schema.ts";
import { auditEvent, auditEventJson } from "#lib/organizations/audit-event.ts";
import { gifts, giftsJson } from "#lib/organizations/gifts.ts";
import { auditEvents, invitations, memberships, roles } from "#lib/organizations/schema.ts";
import type { Scope } from "#lib/organizations/scope.ts";
import { frame, framed, readPage } from "#lib/workspace/frame.ts";

const memberPage = z.object({
  frame,
  member: z.object({
    userId: z.string(),
    name: z.string(),
    email: z.nullable(z.string()),
    image: z.nullable(z.string()),
    role: z.enum(roles),
    joinedAt: moment,
    /** Who invited them, and when; null when nobody did. */
    invitation: z.nullable(z.object({ by: z.nullable(z.string()), at: moment })),
    /** Then neither leaving nor another role is possible. */
    isLastOwner: z.boolean(),
    /** What may end with their role; null for members, who do not see what others gave. */
    gifts: z.nullable(gifts),
  }),
  /** What they did last, and what was done to them; null for members, who do not see the trail. */
  activity: z.nullable(z.array(auditEvent)),
});

export type MemberPage = z.output<typeof memberPage>;

const shownEvents = 10;

/** One member, for all members of the organization; null for everybody else, and of nobody. */
export async function getMember(
  db: Database,
  scope: Scope,
  userId: string,
): Promise<MemberPage | null> {
  const statement = sql`
    with ${framed(scope)},
    member as (
      select memberships.id, memberships.organization_id, memberships.user_id, memberships.role,
        memberships.created_at, "user".name, "user".email, "user".image_url
      from ${memberships}
      join ${user} on "user".id = memberships.user_id
      where memberships.organization_id = (select organization_id from scope)
        and memberships.user_id = ${userId}::text and memberships.deleted_at is null
    )
    select json_build_object(
      'frame', framed.frame,
      'member', json_build_object(
        'userId', member.user_id, 'name', member.name, 'email', member.email,
        'image', member.image_url, 'role', member.role, 'joinedAt', member.created_at,
        'invitation', (
          select json_build_object(
            'by', (
              select coalesce(nullif(name, ''), email) from ${user} where id = invitations.invited_by
            ),
            'at', invitations.created_at
          )
          from ${invitations}
          where invitations.organization_id = member.organization_id
            and invitations.accepted_by = member.user_id
          order by invitations.accepted_at desc
          limit 1
        ),
        'isLastOwner', member.role = 'owner' and not exists (
          select from ${memberships}
          where organization_id = member.organization_id and role = 'owner'
            and deleted_at is null and user_id <> member.user_id
        ),
        'gifts', case when scope.role in ('owner', 'admin') then ${giftsJson(
          sql`member.organization_id`,
          sql`member.user_id`,
        )} end
      ),
      'activity', case when scope.role in ('owner', 'admin') then (
        select coalesce(json_agg(${auditEventJson} order by event.created_at desc, event.id desc), '[]')
        from (
          select * from ${auditEvents}
          where organization_id = member.organization_id and (
            actor_id = member.user_id
            or (target_type = 'member' and target_id in (member.user_id, member.id::text))
          )
          order by created_at desc, id desc
          limit ${shownEvents}::integer
        ) as event
      ) end
    ) as page
    from scope
    cross join framed
    cross join member`;
  return readPage(db, statement, memberPage);
}

import type { SQL } from "drizzle-orm";
import { sql } from "#lib/db/sql.ts";
import { audited } from "#lib/organizations/audit.ts";
import { graceDays } from "#lib/organizations/grace.ts";
import { memberships, organizations } from "#lib/organizations/schema.ts";

/**
 * A common table expression `teams` that locks the organizations in which a person is or was: somebody
 * who left may be coming back just now.
 */
export const teamsOf = (userId: string): SQL => sql`teams as materialized (
  select id from ${organizations}
  where id in (
    select organization_id from ${memberships} where user_id = ${userId}::text
  )
  order by id for no key update
)`;

/**
 * Common table expressions that end the memberships of a person whose row in `entity` has just become
 * a tombstone. Nobody can be asked to name another owner first, as `deleteAccount` does: an organization
 * of ours gets one (`end_memberships`), or ends when they were alone in it. Its audit trail says so.
 */
export function departure(userId: string): SQL {
  const self = { userId, ipAddress: null, userAgent: null };
  const nobody = { ...self, userId: null };
  return sql`
    departed as materialized (
      select ended.* from entity
      cross join lateral end_memberships(entity.id, ${graceDays}::integer) as ended
    ),
    left_record as (${audited(self, {
      action: "member.left",
      targetType: "member",
      from: sql`departed`,
      organizationId: sql`organization_id`,
      targetId: sql`${userId}::text`,
    })}),
    closed_record as (${audited(nobody, {
      action: "organization.deleted",
      targetType: "organization",
      from: sql`departed where is_closed`,
      organizationId: sql`organization_id`,
      targetId: sql`organization_id`,
    })}),
    heir_record as (${audited(nobody, {
      action: "member.role_changed",
      targetType: "member",
      from: sql`departed where heir is not null`,
      organizationId: sql`organization_id`,
      targetId: sql`heir`,
      metadata: sql`jsonb_build_object('from', former_role, 'to', 'owner')`,
    })})`;
}

import { sql } from "drizzle-orm";
import * as z from "zod/mini";
import { currentSubscriptions, plans } from "#lib/billing/schema.ts";
import type { Database } from "#lib/db/database.ts";
import { gifts, giftsJson } from "#lib/organizations/gifts.ts";
import { openCount } from "#lib/organizations/invitations/open.ts";
import { memberships, organizationSlugs, type Role } from "#lib/organizations/schema.ts";
import type { Scope } from "#lib/organizations/scope.ts";
import { frame, framed, readPage } from "#lib/workspace/frame.ts";

const settings = z.object({
  frame,
  memberCount: z.number(),
  /** Open invitations, each of which holds a seat. */
  invitedCount: z.number(),
  /** How many people the plan allows; null for any number. */
  seats: z.nullable(z.number()),
  planName: z.string(),
  /** Then leaving is not possible. */
  isLastOwner: z.boolean(),
  /** What ends when they leave. */
  gifts,
  /** Addresses that it had before and that lead here. */
  formerSlugs: z.array(z.string()),
});

export type OrganizationSettings = z.output<typeof settings>;

/**
 * What the pages that change an organization show of it.
 * @param least the role that it takes to see them; null for everybody below it.
 */
export async function getSettings(
  db: Database,
  scope: Scope,
  least: Role = "member",
): Promise<OrganizationSettings | null> {
  const statement = sql`
    with ${framed(scope, least)}
    select json_build_object(
      'frame', framed.frame,
      'memberCount', (
        select count(*) from ${memberships}
        where organization_id = scope.organization_id and deleted_at is null
      ),
      'invitedCount', ${openCount(sql`scope.organization_id`)},
      'seats', plans.seats,
      'planName', plans.name,
      'isLastOwner', scope.role = 'owner' and not exists (
        select from ${memberships}
        where organization_id = scope.organization_id and role = 'owner' and deleted_at is null
          and user_id <> ${scope.userId}::text
      ),
      'gifts', ${giftsJson(sql`scope.organization_id`, sql`${scope.userId}::text`)},
      'formerSlugs', (
        select coalesce(json_agg(slug order by created_at desc, slug), '[]')
        from ${organizationSlugs} where organization_id = scope.organization_id and slug <> scope.slug
      )
    ) as page
    from scope
    cross join framed
    join ${currentSubscriptions} on current_subscriptions.organization_id = scope.organization_id
    join ${plans} on plans.id = current_subscriptions.plan_id`;
  return readPage(db, statement, settings);
}

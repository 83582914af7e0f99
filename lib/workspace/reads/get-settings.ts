import { planInForce } from "#lib/billing/plan-in-force.ts";
import type { Database } from "#lib/db/database.ts";
import { listOf, shape, type ValueOf } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import type { Scope } from "#lib/organizations/actor.ts";
import { giftsOf } from "#lib/organizations/created-by-member.ts";
import { isLastOwner } from "#lib/organizations/last-owner.ts";
import { organizationSlugs, type Role } from "#lib/organizations/schema.ts";
import { tenant } from "#lib/organizations/tenant.ts";
import { frame, readPage } from "#lib/workspace/frame.ts";
import { seatsOfPlan, seatsTaken } from "./seats.ts";

const settings = shape({
  frame,
  ...seatsTaken,
  ...seatsOfPlan,
  /** Then leaving is not possible. */
  isLastOwner: isLastOwner(tenant),
  /** What ends when they leave. */
  gifts: giftsOf(sql`${tenant.organizationId}`, sql`${tenant.userId}`),
  /** Addresses that it had before and that lead here. */
  formerSlugs: listOf(organizationSlugs.slug, {
    from: sql`${organizationSlugs}
      where ${organizationSlugs.organizationId} = ${tenant.organizationId}
        and ${organizationSlugs.slug} <> ${tenant.slug}`,
    order: sql`${organizationSlugs.createdAt} desc, ${organizationSlugs.slug}`,
  }),
});

export type OrganizationSettings = ValueOf<typeof settings>;

/**
 * What the pages that change an organization show of it.
 * @param least the role that it takes to see them; null for everybody below it.
 */
export async function getSettings(
  db: Database,
  scope: Scope,
  least: Role = "member",
): Promise<OrganizationSettings | null> {
  return readPage(db, scope, { least, page: settings, from: planInForce(tenant.organizationId) });
}

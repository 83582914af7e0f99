import { balance, balanced } from "#lib/billing/metering/balance-columns.ts";
import { planInForce } from "#lib/billing/plan-in-force.ts";
import { currentSubscriptions, plans } from "#lib/billing/schema.ts";
import { isSubscribed, subscription } from "#lib/billing/subscription.ts";
import type { Database } from "#lib/db/database.ts";
import { listOf, shape, type ValueOf, when } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import type { Scope } from "#lib/organizations/actor.ts";
import { event, latestEvents } from "#lib/organizations/audit-event.ts";
import { listedMembers } from "#lib/organizations/schema.ts";
import { tenant } from "#lib/organizations/tenant.ts";
import { overviewShape, overviewWith } from "#lib/products/overview-part.ts";
import { parts } from "#lib/products/parts.ts";
import { frame, readPage } from "../frame.ts";
import { seatsTaken } from "./seats.ts";
import { usageByDay } from "./usage-by-day.ts";

const shownMembers = 6;
const shownEvents = 6;

const { userId: id, name, email, image, role } = listedMembers;
const member = shape({ id, name, email, image, role });
const firstOnes = sql`${listedMembers.rank}, ${listedMembers.sortName}, ${listedMembers.id}`;

const overviews = Object.fromEntries(
  Object.entries(parts).flatMap(([id, { overview }]) => (overview ? [[id, overview]] : [])),
);

const overview = shape({
  frame,
  ...seatsTaken,
  /** The first of them, owners before admins before members, then by name. */
  members: listOf(member, {
    from: sql`(
      select * from ${listedMembers}
      where ${listedMembers.organizationId} = ${tenant.organizationId}
      order by ${firstOnes} limit ${shownMembers}::integer
    ) as listed_members`,
    order: firstOnes,
  }),
  plan: shape({
    slug: plans.slug,
    name: plans.name,
    /** How many people it allows; null for any number. */
    seats: plans.seats,
  }),
  subscription: when(
    isSubscribed,
    shape({ ...subscription, liveSubscriptions: currentSubscriptions.liveSubscriptions }),
  ),
  /** In credits. */
  credits: shape({
    used: balanced.used,
    left: balanced.creditsLeft,
    total: balanced.total,
    renewsAt: balanced.periodEnd,
  }),
  /** Credits used on each day (UTC) of the period until today. */
  usage: usageByDay,
  /** What products show, by their names. */
  parts: overviewShape(overviews),
  /** What happened last; null for members, who do not see the trail. */
  activity: when(
    sql`${tenant.role} in ('owner', 'admin')`,
    latestEvents([sql`${event.organizationId} = ${tenant.organizationId}`], shownEvents),
  ),
});

export type Overview = ValueOf<typeof overview>;

/**
 * What the first page of an organization shows, in one statement; null when there is no such
 * organization or the user is not in it.
 */
export async function getOverview(db: Database, scope: Scope): Promise<Overview | null> {
  return readPage(db, scope, {
    with: overviewWith(overviews),
    page: overview,
    from: sql`${planInForce(tenant.organizationId)} cross join ${balance}`,
  });
}

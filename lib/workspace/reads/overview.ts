import { balance, balanced } from "#lib/billing/metering/balance-columns.ts";
import { planInForce } from "#lib/billing/plan-in-force.ts";
import { currentSubscriptions, plans } from "#lib/billing/schema.ts";
import { isSubscribed, subscription } from "#lib/billing/subscription.ts";
import type { Database } from "#lib/db/database.ts";
import { rowsOf } from "#lib/db/row.ts";
import { listOf, shape, type ValueOf, when } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { user } from "#lib/identity/schema.ts";
import type { Scope } from "#lib/organizations/actor.ts";
import { event, latestEvents } from "#lib/organizations/audit-event.ts";
import { roleRank } from "#lib/organizations/role-rank.ts";
import { memberships } from "#lib/organizations/schema.ts";
import { inTenant, tenant } from "#lib/organizations/tenant.ts";
import { overviewShape, overviewWith } from "#lib/products/overview-part.ts";
import { parts } from "#lib/products/parts.ts";
import { frame, readPage } from "../frame.ts";
import { seatsTaken } from "./seats.ts";
import { usageByDay } from "./usage-by-day.ts";

const shownMembers = 6;
const shownEvents = 6;

const people = rowsOf({
  id: user.id,
  name: user.name,
  email: user.email,
  image: user.image,
  role: memberships.role,
  rank: roleRank,
});
const { rank, ...member } = people.of("people");
const firstOnes = sql`${rank}, ${member.name}, ${member.id}`;

const overviews = Object.fromEntries(
  Object.entries(parts).flatMap(([id, { overview }]) => (overview ? [[id, overview]] : [])),
);

const overview = shape({
  frame,
  ...seatsTaken,
  /** The first of them, owners before admins before members, then by name. */
  members: listOf(shape(member), {
    from: sql`(select * from people order by ${firstOnes} limit ${shownMembers}::integer) as people`,
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
    with: sql`${overviewWith(overviews)} people as (
      select ${people.columns} from ${memberships}
      join ${user} on ${user.id} = ${memberships.userId}
      where ${inTenant(memberships.organizationId)} and ${memberships.deletedAt} is null
    )`,
    page: overview,
    from: sql`${planInForce(tenant.organizationId)} cross join ${balance}`,
  });
}

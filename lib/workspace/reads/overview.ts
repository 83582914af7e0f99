import { sql } from "drizzle-orm";
import * as z from "zod/mini";
import { balance } from "#lib/billing/metering/lateral.ts";
import { scheduled, scheduledOf } from "#lib/billing/scheduled.ts";
import { currentSubscriptions, plans, subscriptionStatuses } from "#lib/billing/schema.ts";
import type { Database } from "#lib/db/database.ts";
import { moment } from "#lib/db/moment.ts";
import { user } from "#lib/identity/schema.ts";
import { auditEvent, auditEventJson } from "#lib/organizations/audit-event.ts";
import { openCount } from "#lib/organizations/invitations/open.ts";
import { auditEvents, memberships, roles } from "#lib/organizations/schema.ts";
import type { Scope } from "#lib/organizations/scope.ts";
import { frame, framed, readPage } from "../frame.ts";
import { usageByDay } from "./usage-by-day.ts";

const overview = z.object({
  frame,
  memberCount: z.number(),
  /** Open invitations, each of which holds a seat. */
  invitedCount: z.number(),
  /** The first of them, owners before admins before members, then by name. */
  members: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      email: z.nullable(z.string()),
      image: z.nullable(z.string()),
      role: z.enum(roles),
    }),
  ),
  plan: z.object({
    slug: z.string(),
    name: z.string(),
    /** How many people it allows; null for any number. */
    seats: z.nullable(z.number()),
  }),
  subscription: z.nullable(
    z.object({
      status: z.enum(subscriptionStatuses),
      providerStatus: z.nullable(z.string()),
      currentPeriodEnd: z.nullable(moment),
      cancelAtPeriodEnd: z.boolean(),
      scheduled: z.nullable(scheduled),
      liveSubscriptions: z.number(),
    }),
  ),
  /** In credits; `left` is never below zero. */
  credits: z.object({ used: z.number(), left: z.number(), total: z.number(), renewsAt: moment }),
  /** Credits used on each day (UTC) of the period until today. */
  usage: z.array(z.object({ day: moment, credits: z.number() })),
  /** What happened last; null for members, who do not see the trail. */
  activity: z.nullable(z.array(auditEvent)),
});

export type Overview = z.output<typeof overview>;

const shownMembers = 6;
const shownEvents = 6;

/**
 * What the first page of an organization shows, in one statement; null when there is no such
 * organization or the user is not in it.
 */
export async function getOverview(db: Database, scope: Scope): Promise<Overview | null> {
  const statement = sql`
    with ${framed(scope)},
    people as (
      select ${user.id}, ${user.name}, ${user.email}, ${user.image}, ${memberships.role},
        array_position(array['owner', 'admin', 'member'], ${memberships.role}) as rank
      from ${memberships}
      join ${user} on ${user.id} = ${memberships.userId}
      where ${memberships.organizationId} = (select organization_id from scope)
        and ${memberships.deletedAt} is null
    )
    select json_build_object(
      'frame', framed.frame,
      'memberCount', (select count(*) from people),
      'invitedCount', ${openCount(sql`scope.organization_id`)},
      'members', (
        select json_agg(json_build_object('id', id, 'name', name, 'email', email, 'image', image_url, 'role', role))
        from (select * from people order by rank, name, id limit ${shownMembers}::integer) as shown
      ),
      'plan', json_build_object('slug', plans.slug, 'name', plans.name, 'seats', plans.seats),
      'subscription', case when ${currentSubscriptions.subscriptionId} is not null then
        json_build_object(
          'status', ${currentSubscriptions.status},
          'providerStatus', ${currentSubscriptions.providerStatus},
          'currentPeriodEnd', ${currentSubscriptions.currentPeriodEnd},
          'scheduled', ${scheduledOf(sql`${currentSubscriptions.subscriptionId}`)},
          'cancelAtPeriodEnd', ${currentSubscriptions.cancelAtPeriodEnd},
          'liveSubscriptions', ${currentSubscriptions.liveSubscriptions}
        ) end,
      'credits', json_build_object(
        'used', balance.used,
        'total', balance.total,
        'left', balance.credits_left,
        'renewsAt', balance.period_end
      ),
      'usage', ${usageByDay(sql`balance.period_start`)},
      'activity', case when scope.role in ('owner', 'admin') then (
        select coalesce(json_agg(${auditEventJson} order by event.created_at desc, event.id desc), '[]')
        from (
          select * from ${auditEvents}
          where organization_id = scope.organization_id
          order by created_at desc, id desc
          limit ${shownEvents}::integer
        ) as event
      ) end
    ) as page
    from scope
    cross join framed
    join ${currentSubscriptions}
      on ${currentSubscriptions.organizationId} = scope.organization_id
    join ${plans} on ${plans.id} = ${currentSubscriptions.planId}
    cross join ${balance}`;
  return readPage(db, statement, overview);
}

import { type SQL, sql } from "drizzle-orm";
import * as z from "zod/mini";
import type { Database } from "#lib/db/database.ts";
import { keyset, type Place, type Turned, turn } from "#lib/db/keyset.ts";
import { dayInQuery, orNothing, placeQuery, searchText } from "#lib/forms/query.ts";
import { user } from "#lib/identity/schema.ts";
import { type AuditEvent, auditEvent, auditEventJson } from "#lib/organizations/audit-event.ts";
import { auditActionNames } from "#lib/organizations/audit-sentence.ts";
import { auditEvents, invitations, memberships } from "#lib/organizations/schema.ts";
import type { Scope } from "#lib/organizations/scope.ts";
import { frame, framed, readPage } from "#lib/workspace/frame.ts";

const filter = {
  /** Part of the name or address of who did it, or their id; `system` for what nobody did. */
  actor: searchText,
  action: orNothing(z.enum(Object.keys(auditActionNames))),
  /** Part of the name or address of whom it befell. */
  target: searchText,
  /** Days in UTC, the first and the last. */
  from: dayInQuery,
  to: dayInQuery,
};

/** What the address of the trail asks for, and of its export. */
export const auditFilter = z.object(filter);
export const auditQuery = z.object({ ...filter, ...placeQuery });

export type AuditFilter = Partial<z.output<typeof auditFilter>>;
export type AuditQuery = Partial<z.output<typeof auditQuery>>;

const trail = z.object({ frame, events: z.array(auditEvent), hasPlace: z.boolean() });

export interface AuditTrail extends Turned<AuditEvent> {
  frame: z.output<typeof frame>;
}

export const eventsPerPage = 50;

/**
 * What happened in an organization, newest first, a page of it, for its owners and admins; null for
 * everybody else.
 * @param size how many events a page has.
 */
export async function listAuditEvents(
  db: Database,
  scope: Scope,
  { after, before, ...asked }: AuditQuery = {},
  size = eventsPerPage,
): Promise<AuditTrail | null> {
  const place: Place = { after, before };
  const inTenant = sql`organization_id = (select organization_id from scope)`;
  const { tables, order } = keyset({
    list: sql`select * from ${auditEvents} where ${sql.join([inTenant, ...conditions(asked)], sql` and `)}`,
    places: sql`select * from ${auditEvents} where ${inTenant}`,
    keys: [sql`created_at`],
    descending: true,
    place,
    size,
  });
  const statement = sql`
    with ${framed(scope, "admin")},
    ${tables}
    select json_build_object(
      'frame', framed.frame,
      'events', (
        select coalesce(json_agg(${auditEventJson} order by ${order}), '[]') from page as event
      ),
      'hasPlace', exists (select from place)
    ) as page
    from framed`;
  const found = await readPage(db, statement, trail);
  return found && { frame: found.frame, ...turn(found.events, found.hasPlace, place, size) };
}

function conditions({ actor, action, target, from, to }: AuditFilter): SQL[] {
  const all: SQL[] = [];
  if (actor) {
    const isSystem = sql`(actor_id is null and lower(${actor}::text) = 'system')`;
    all.push(sql`(actor_id in (${peopleLike(actor)}) or ${isSystem})`);
  }
  if (action) all.push(sql`action = ${action}::text`);
  if (target) {
    all.push(sql`(
      (target_type = 'member' and target_id in (${peopleLike(target)}))
      or (target_type = 'invitation' and target_id in (
        select id::text from ${invitations}
        where organization_id = (select organization_id from scope)
          and strpos(lower(email), lower(${target}::text)) > 0
      ))
    )`);
  }
  if (from) all.push(sql`created_at >= ${from}::date at time zone 'UTC'`);
  if (to) all.push(sql`created_at < (${to}::date + 1) at time zone 'UTC'`);
  return all;
}

/** The ids of those who are or were members, by their id or part of their name or address. */
const peopleLike = (text: string): SQL => sql`
  select "user".id from ${memberships}
  join ${user} on "user".id = memberships.user_id
  where memberships.organization_id = (select organization_id from scope)
    and (
      "user".id = ${text}::text
      or strpos(lower("user".name || ' ' || coalesce("user".email, '')), lower(${text}::text)) > 0
    )`;

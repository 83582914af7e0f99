import type { SQL } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { keyset, type Window } from "#lib/db/keyset.ts";
import { sql } from "#lib/db/sql.ts";
import { user } from "#lib/identity/schema.ts";
import { auditEvents, invitations, memberships } from "../schema.ts";
import { inTenant } from "../tenant.ts";

const eventNamed = (name: string) => alias(auditEvents, name);

/** What happened in an organization, newest first. Its row is the `event` of lib/organizations/audit-event.ts. */
export const auditEventList = keyset("event", eventNamed);

export interface AuditFilter {
  /** Part of the name or address of who did it, or their id; `system` for what nobody did. */
  actor?: string | undefined;
  action?: string | undefined;
  /** Part of the name or address of the person the event is about. */
  target?: string | undefined;
  /** Days in UTC, the first and the last. */
  from?: string | undefined;
  to?: string | undefined;
}

/** Common table expressions over `scope`, for a page of `auditEventList`. */
export function auditEventsOf(filter: AuditFilter, window: Window): SQL {
  const all = sql`select * from ${auditEvents} where ${inTenant(auditEvents.organizationId)}`;
  return auditEventList.tables(
    {
      rows: sql.join([all, ...conditions(filter)], sql` and `),
      places: all,
      keys: (event) => [event.createdAt],
      descending: true,
    },
    window,
  );
}

function conditions({ actor, action, target, from, to }: AuditFilter): SQL[] {
  const { actorId, targetType, targetId, createdAt } = auditEvents;
  const all: SQL[] = [];
  if (actor) {
    const isSystem = sql`(${actorId} is null and lower(${actor}::text) = 'system')`;
    all.push(sql`(${actorId} in (${peopleLike(actor)}) or ${isSystem})`);
  }
  if (action) all.push(sql`${auditEvents.action} = ${action}::text`);
  if (target) {
    all.push(sql`(
      (${targetType} = 'member' and ${targetId} in (${peopleLike(target)}))
      or (${targetType} = 'invitation' and ${targetId} in (
        select ${invitations.id}::text from ${invitations}
        where ${inTenant(invitations.organizationId)}
          and strpos(lower(${invitations.email}), lower(${target}::text)) > 0
      ))
    )`);
  }
  if (from) all.push(sql`${createdAt} >= ${from}::date at time zone 'UTC'`);
  if (to) all.push(sql`${createdAt} < (${to}::date + 1) at time zone 'UTC'`);
  return all;
}

/** The ids of those who are or were members, by their id or part of their name or address. */
const peopleLike = (text: string): SQL => sql`
  select ${user.id} from ${memberships}
  join ${user} on ${user.id} = ${memberships.userId}
  where ${inTenant(memberships.organizationId)}
    and (
      ${user.id} = ${text}::text
      or strpos(
        lower(${user.name} || ' ' || coalesce(${user.email}, '')), lower(${text}::text)
      ) > 0
    )`;

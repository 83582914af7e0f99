import * as z from "zod/mini";
import type { Database } from "#lib/db/database.ts";
import { field, shape } from "#lib/db/shape.ts";
import type { Scope } from "#lib/organizations/actor.ts";
import { auditEventList, auditEventsOf } from "#lib/organizations/lists/audit-events.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { reaching } from "#lib/organizations/tenant.ts";
import { dayFilter, listQuery, readList, textFilter, windowOf } from "./list.ts";
import { resource } from "./wire.ts";

const { row } = auditEventList;

export const auditEvent = resource(
  shape({
    id: row.id,
    /** The object, then the event, such as `member.joined`. */
    action: row.action,
    /** The person who did it; null for a key and for the system. */
    actorId: row.actorId,
    apiKeyId: row.apiKeyId,
    targetType: row.targetType,
    targetId: row.targetId,
    ipAddress: row.ipAddress,
    userAgent: row.userAgent,
    metadata: field(z.nullable(z.record(z.string(), z.unknown())), row.metadata),
    createdAt: row.createdAt,
  }),
);

/** What the trail may be filtered by. */
export const auditQuery = z.extend(listQuery, {
  actor: textFilter(
    "Part of the name or email address of the person who did it, or their id; `system` for events without one.",
  ),
  action: textFilter("The action, such as `member.joined`."),
  target: textFilter("Part of the name or email address of the person it was done to."),
  from: dayFilter("The first day, in UTC."),
  to: dayFilter("The last day, in UTC."),
});

/** What happened in an organization, newest first, for owners and admins. */
export const listAuditEvents = (db: Database, scope: Scope, query: z.output<typeof auditQuery>) =>
  readList(db, {
    reach: reaching(scope, permissions["audit.read"].least),
    with: auditEventsOf(query, windowOf(query)),
    list: auditEventList.listed(auditEvent.item),
  });

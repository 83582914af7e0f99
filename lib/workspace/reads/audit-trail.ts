import * as z from "zod/mini";
import type { Database } from "#lib/db/database.ts";
import type { Turned } from "#lib/db/keyset.ts";
import { shape } from "#lib/db/shape.ts";
import { dayInQuery, orNothing, placeQuery, searchText } from "#lib/forms/query.ts";
import type { Scope } from "#lib/organizations/actor.ts";
import { type AuditEvent, auditEvent } from "#lib/organizations/audit-event.ts";
import { auditActionNames } from "#lib/organizations/audit-sentence.ts";
import { auditEventList, auditEventsOf } from "#lib/organizations/lists/audit-events.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { type Frame, frame, readPage } from "#lib/workspace/frame.ts";

const filter = {
  /** Part of the name or address of who did it, or their id; `system` for what nobody did. */
  actor: searchText,
  action: orNothing(z.enum(Object.keys(auditActionNames))),
  /** Part of the name or address of the person the event is about. */
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

const trail = shape({ frame, list: auditEventList.listed(auditEvent) });

export interface AuditTrail extends Turned<AuditEvent> {
  frame: Frame;
}

export const eventsPerPage = 50;

/**
 * What happened in an organization, newest first, a page of it, for its owners and admins; null for
 * everybody else.
 * @param size how many events a page has.
 */
export async function getAuditTrail(
  db: Database,
  scope: Scope,
  { after, before, ...asked }: AuditQuery = {},
  size = eventsPerPage,
): Promise<AuditTrail | null> {
  const found = await readPage(db, scope, {
    least: permissions["audit.read"].least,
    with: auditEventsOf(asked, { after, before, size }),
    page: trail,
  });
  return found && { frame: found.frame, ...found.list };
}

import { type Database, rows } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { toCsv } from "#lib/http/csv.ts";
import { reportFailure } from "#lib/log/report.ts";
import type { Scope } from "#lib/organizations/actor.ts";
import type { AuditEvent } from "#lib/organizations/audit-event.ts";
import { actorName, auditPredicate, nameOf } from "#lib/organizations/audit-sentence.ts";
import { scoped } from "#lib/organizations/scope.ts";
import { type AuditFilter, getAuditTrail } from "./audit-trail.ts";

const eventsPerTrip = 1_000;

const columns = [
  "time",
  "actor",
  "actor_email",
  "action",
  "target",
  "target_email",
  "sentence",
  "ip_address",
  "browser",
  "details",
];

/**
 * The whole trail, as far as the filter lets through, newest first, as CSV. It is read as it is sent, 1,000
 * events a trip, so its length does not matter. The reader has to be an owner or admin the whole
 * time.
 */
export async function exportAuditTrail(
  db: Database,
  scope: Scope,
  filter: AuditFilter,
): Promise<ReadableStream<Uint8Array> | "not_found" | "forbidden"> {
  const read = (after?: string) => getAuditTrail(db, scope, { ...filter, after }, eventsPerTrip);
  let page = await read();
  if (!page) {
    const [member] = await rows(db, sql`select 1 from ${scoped(scope)}`, (row) => row);
    return member ? "forbidden" : "not_found";
  }
  const encoder = new TextEncoder();
  let isFirst = true;
  return new ReadableStream({
    async pull(controller) {
      if (!page) return controller.error(new Error("The reader is no longer an admin."));
      const { shown, next } = page;
      controller.enqueue(encoder.encode(toCsv(shown.map(row), columns, { isFirst })));
      isFirst = false;
      if (!next) return controller.close();
      try {
        page = await read(next);
      } catch (error) {
        // The answer has begun, so all that is left is to break it off, for its reader to see.
        reportFailure("export_failed", error);
        controller.error(error);
      }
    },
  });
}

function row(event: AuditEvent): string[] {
  const { actor, target } = event;
  return [
    event.createdAt.toISOString(),
    actorName(event),
    actor?.email ?? "",
    event.action,
    target ? nameOf(target) : "",
    target?.email ?? "",
    `${actorName(event)} ${auditPredicate(event)}`,
    event.ipAddress ?? "",
    event.userAgent ?? "",
    event.metadata ? JSON.stringify(event.metadata) : "",
  ];
}

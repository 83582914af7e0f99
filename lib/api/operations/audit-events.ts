import { auditEvent, auditQuery, listAuditEvents } from "#lib/api/resources/audit-event.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { inOrganization } from "#lib/organizations/place.ts";
import { listed, listing } from "../listing.ts";
import { defineOperation, groups } from "../operation.ts";

export const listAuditEventsOperation = defineOperation({
  id: "listAuditEvents",
  method: "GET",
  path: "/organizations/{slug}/audit-events",
  group: groups.auditTrail,
  summary: "List audit events",
  description: "Lists changes in the organization, newest first. Requires the owner or admin role.",
  scope: permissions["audit.read"].scope,
  params: inOrganization,
  ...listing(auditEvent.schema, "A page of events.", auditQuery),
  problems: ["forbidden"],
  async handle({ db, actor, params, query }) {
    const path = `/organizations/${params.slug}/audit-events`;
    return listed(path, query, await listAuditEvents(db, actor, query));
  },
});

import { listAuditEventsOperation } from "#lib/api/operations/audit-events.ts";
import { apiRoute } from "#lib/api/route.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute(listAuditEventsOperation);

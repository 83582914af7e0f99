import { apiHandler } from "#lib/api/handler.ts";
import { listAuditEventsOperation } from "#lib/api/operations/audit-events.ts";

export const GET = apiHandler(listAuditEventsOperation);

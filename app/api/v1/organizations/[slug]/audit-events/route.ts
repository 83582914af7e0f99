import { apiHandler } from "#lib/api/handler.ts";
import { listAuditEventsOperation } from "#lib/api/operations/audit-events.ts";
import { otherMethods } from "#lib/http/methods.ts";

export const GET = apiHandler(listAuditEventsOperation);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET");

import { apiHandler } from "#lib/api/handler.ts";
import { listMembersOperation } from "#lib/api/operations/members.ts";

export const GET = apiHandler(listMembersOperation);

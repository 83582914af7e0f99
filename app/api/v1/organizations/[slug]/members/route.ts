import { apiHandler } from "#lib/api/handler.ts";
import { listMembersOperation } from "#lib/api/operations/people.ts";

export const GET = apiHandler(listMembersOperation);

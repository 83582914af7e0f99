import { apiHandler } from "#lib/api/handler.ts";
import { listMembersOperation } from "#lib/api/operations/members.ts";
import { otherMethods } from "#lib/http/methods.ts";

export const GET = apiHandler(listMembersOperation);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET");

import { apiHandler } from "#lib/api/handler.ts";
import { spendCreditsOperation } from "#lib/api/operations/usage.ts";
import { otherMethods } from "#lib/http/methods.ts";

export const POST = apiHandler(spendCreditsOperation);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");

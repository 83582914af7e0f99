import { apiHandler } from "#lib/api/handler.ts";
import { spendCreditsOperation } from "#lib/api/operations/usage.ts";

export const POST = apiHandler(spendCreditsOperation);

import type { RequestHandler } from "#lib/identity/provider.ts";
import { getAuth } from "./auth.ts";

/** Better Auth's own API, under `/api/auth`. */
export const handler: RequestHandler = async (request) => (await getAuth()).handler(request);

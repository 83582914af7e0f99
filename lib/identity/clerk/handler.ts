import { problem } from "#lib/http/problem.ts";
import type { RequestHandler } from "#lib/identity/provider.ts";

/** Clerk answers at its own host. */
export const handler: RequestHandler = async () =>
  problem(404, "not_found", "Clerk manages sessions in this deployment.");

import { commonMessages } from "#lib/forms/form.ts";
import { problem } from "#lib/forms/problem.ts";
import { reportFailure } from "#lib/forms/report.ts";
import type { RequestHandler } from "#lib/identity/provider.ts";
import { getAuth } from "./auth.ts";

/** Better Auth's own API, under `/api/auth`. */
export const handler: RequestHandler = async (request) => {
  try {
    const auth = await getAuth();
    return await auth.handler(request);
  } catch (error) {
    reportFailure("better_auth_failed", error);
    return problem(503, "unavailable", commonMessages.unavailable);
  }
};

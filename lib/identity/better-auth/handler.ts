import { commonMessages } from "#lib/forms/form.ts";
import { problem } from "#lib/http/problem.ts";
import type { RequestHandler } from "#lib/identity/provider.ts";
import { reportFailure } from "#lib/log/report.ts";
import { get } from "./call.ts";

/** What a browser needs of Better Auth itself: a new copy of its session for the cookie. */
const open = "GET /api/auth/get-session";

/**
 * `/api/auth`. Nothing else below it is open. Everything else that people do with their accounts goes
 * through `/api/account`, with its schemas, limits and its look at who sent it.
 */
export const handler: RequestHandler = async (request) => {
  if (`${request.method} ${new URL(request.url).pathname}` !== open) {
    return problem(404, "not_found", "Not found.");
  }
  try {
    // From the database: a session that has ended gets no new copy.
    const answer = await get("/get-session?disableCookieCache=true", request);
    const headers = new Headers(answer.headers);
    headers.set("cache-control", "private, no-store");
    return new Response(answer.body, { status: answer.status, headers });
  } catch (error) {
    reportFailure("better_auth_failed", error);
    return problem(503, "unavailable", commonMessages.unavailable);
  }
};

import { findUser } from "#identity/session.ts";
import { readDatabase } from "#lib/db/edge.ts";
import { problem, unauthenticated } from "#lib/forms/problem.ts";
import { reportFailure } from "#lib/forms/report.ts";
import { getBalance } from "./balance.ts";

/**
 * The balance of `?organization=<slug>` for its members, in one trip to the database; in two when the
 * session cookie is older than five minutes.
 */
export async function readBalance(request: Request): Promise<Response> {
  try {
    const user = await findUser(request.headers);
    if (!user) return unauthenticated();
    const slug = new URL(request.url).searchParams.get("organization") ?? "";
    const balance = await getBalance(readDatabase(), { userId: user.id, slug });
    if (!balance) return problem(404, "not_found", "There is no such organization.");
    return Response.json(balance, { headers: { "cache-control": "no-store" } });
  } catch (error) {
    reportFailure("balance_failed", error);
    return problem(503, "unavailable", "The database cannot be reached. Try again in a moment.");
  }
}

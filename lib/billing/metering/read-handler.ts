import { findViewer } from "#identity/viewer.ts";
import { leanReadDatabase } from "#lib/db/lean.ts";
import { problem, unauthenticated } from "#lib/forms/problem.ts";
import { reportFailure } from "#lib/forms/report.ts";
import { getViewersBalance } from "./balance.ts";

/** The balance of `?organization=<slug>` for its members, in one trip to the database. */
export async function readBalance(request: Request): Promise<Response> {
  try {
    const viewer = await findViewer(request.headers);
    if (!viewer) return unauthenticated();
    const slug = new URL(request.url).searchParams.get("organization") ?? "";
    const balance = await getViewersBalance(leanReadDatabase(), viewer, slug);
    if (balance === undefined) return unauthenticated();
    if (!balance) return problem(404, "not_found", "There is no such organization.");
    return Response.json(balance, { headers: { "cache-control": "no-store" } });
  } catch (error) {
    reportFailure("balance_failed", error);
    return problem(503, "unavailable", "The database cannot be reached. Try again in a moment.");
  }
}

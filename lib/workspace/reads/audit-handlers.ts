import { findUser } from "#identity/session.ts";
import { writeDatabase } from "#lib/db/node.ts";
import { commonRefusals as refusals } from "#lib/forms/refusals.ts";
import { csvResponse } from "#lib/http/csv.ts";
import { failed } from "#lib/http/failure.ts";
import { problem, unauthenticated } from "#lib/http/problem.ts";
import { exportAuditTrail } from "./audit-csv.ts";
import { auditFilter } from "./audit-trail.ts";

/**
 * `GET /api/v1/organizations/[slug]/audit.csv`, with the parameters of the page of the trail, for
 * owners and admins. It goes through the pooler, because it takes as many trips as it has pages.
 */
export async function getAuditCsv(request: Request, slug: string): Promise<Response> {
  try {
    const db = await writeDatabase();
    const user = await findUser(request.headers, db);
    if (!user) return unauthenticated();
    const scope = { userId: user.id, slug };
    const query = Object.fromEntries(new URL(request.url).searchParams);
    const csv = await exportAuditTrail(db, scope, auditFilter.parse(query));
    if (typeof csv === "string") return problem(refusals[csv].status, csv, refusals[csv].message);
    return csvResponse("audit", slug, csv);
  } catch (error) {
    return failed("export_failed", error);
  }
}

import * as z from "zod/mini";
import { findViewer } from "#identity/viewer.ts";
import { leanReadDatabase } from "#lib/db/lean.ts";
import { readOne } from "#lib/db/read.ts";
import { field, shape } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { commonRefusals as refusals } from "#lib/forms/refusals.ts";
import { readSubmission } from "#lib/forms/submission.ts";
import { isCrossSite } from "#lib/http/cross-site.ts";
import { failed } from "#lib/http/failure.ts";
import { problem, unauthenticated } from "#lib/http/problem.ts";
import { scopeOf, tenant } from "#lib/organizations/tenant.ts";
import { segmentFilter } from "../filter.ts";
import { countFound, foundCount } from "./count-found.ts";
import { formInputOf } from "./row-input.ts";

/**
 * `POST /api/newsletter/segment/[slug]`: how many people the conditions of a form find, for the members of an
 * organization, while they edit it. It keeps nothing.
 */
export async function countSegment(request: Request, slug: string): Promise<Response> {
  try {
    if (isCrossSite(request)) {
      return problem(403, "cross_site", "The request came from another site.");
    }
    const sent = await readSubmission(request);
    if (sent instanceof Response) return sent;
    const filter = segmentFilter.safeParse(formInputOf(sent));
    if (!filter.success) return problem(422, "invalid_input", "Complete the conditions.");
    const viewer = await findViewer(request.headers);
    const found =
      viewer &&
      (await readOne(leanReadDatabase(), asked(JSON.stringify(filter.data)), {
        with: sql`asked as (select ${viewer} as id),
          ${scopeOf({ userId: null, viewer: sql`(select id from asked)`, slug })}`,
        from: sql`asked where id is not null`,
      }));
    if (!found) return unauthenticated();
    if (!found.count) return problem(refusals.not_found.status, "not_found", "Not found.");
    return Response.json(found.count, { headers: { "cache-control": "private, no-store" } });
  } catch (error) {
    return failed("count_failed", error);
  }
}

const asked = (filter: string) =>
  shape({
    /** Null for those who are no members. */
    count: field(
      z.nullable(foundCount),
      sql`(select ${countFound(tenant.organizationId, sql`${filter}::jsonb`)} from scope)`,
    ),
  });

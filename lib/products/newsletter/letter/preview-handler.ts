import * as z from "zod/mini";
import { findViewer } from "#identity/viewer.ts";
import { readDatabase } from "#lib/db/edge.ts";
import { readOne } from "#lib/db/read.ts";
import { field, shape } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { commonRefusals as refusals } from "#lib/forms/refusals.ts";
import { readSubmission } from "#lib/forms/submission.ts";
import { isCrossSite } from "#lib/http/cross-site.ts";
import { failed } from "#lib/http/failure.ts";
import { problem, unauthenticated } from "#lib/http/problem.ts";
import { user } from "#lib/identity/schema.ts";
import { scopeOf, tenant } from "#lib/organizations/tenant.ts";
import { joinSettings } from "../settings/settings.ts";
import { type Preview, previewOf } from "./preview.ts";
import { letterFrame } from "./source.ts";
import { inTheme } from "./theme.ts";

const written = z.object({
  subject: z._default(z.string(), ""),
  preheader: z._default(z.string(), ""),
  content: z._default(z.string(), ""),
});

const asked = shape({
  viewer: shape({ name: user.name, email: user.email }),
  /** Null for those who are no members. */
  frame: field(
    z.nullable(letterFrame.parser),
    sql`(select ${letterFrame} from scope ${joinSettings(tenant.organizationId)})`,
  ),
});

/** Nothing of a letter runs, and it loads pictures alone. */
const policy =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src https: http:; style-src 'unsafe-inline'; frame-ancestors 'none'";

/**
 * `POST /api/newsletter/preview/[slug]`: a letter as it is written, for the members of an organization. It
 * keeps nothing. A browser without script gets the letter itself.
 */
export async function previewLetter(request: Request, slug: string): Promise<Response> {
  try {
    if (isCrossSite(request)) {
      return problem(403, "cross_site", "The request came from another site.");
    }
    const sent = await readSubmission(request);
    if (sent instanceof Response) return sent;
    const campaign = written.safeParse(sent);
    if (!campaign.success) return problem(422, "invalid_input", "Send text.");
    const viewer = await findViewer(request.headers);
    const found =
      viewer &&
      (await readOne(readDatabase(), asked, {
        with: sql`asked as (select ${viewer} as id),
        ${scopeOf({ userId: null, viewer: sql`(select id from asked)`, slug })}`,
        from: sql`${user} where ${user.id} = (select id from asked)`,
      }));
    if (!found) return unauthenticated();
    if (!found.frame) return problem(refusals.not_found.status, "not_found", "Not found.");
    const preview = previewOf({ ...campaign.data, subjectB: null }, found.frame, found.viewer);
    const headers = { "cache-control": "private, no-store" };
    if (request.headers.get("accept")?.includes("application/json")) {
      return Response.json(preview satisfies Preview, { headers });
    }
    return new Response(inTheme(preview.html, "light"), {
      headers: {
        ...headers,
        "content-type": "text/html; charset=utf-8",
        "content-security-policy": policy,
      },
    });
  } catch (error) {
    return failed("preview_failed", error);
  }
}

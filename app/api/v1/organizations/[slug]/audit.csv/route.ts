import { otherMethods } from "#lib/http/methods.ts";
import { getAuditCsv } from "#lib/workspace/reads/audit-handlers.ts";

/** For owners and admins: the audit trail as a file. */
export async function GET(
  request: Request,
  { params }: RouteContext<"/api/v1/organizations/[slug]/audit.csv">,
): Promise<Response> {
  const { slug } = await params;
  return getAuditCsv(request, slug);
}

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET");

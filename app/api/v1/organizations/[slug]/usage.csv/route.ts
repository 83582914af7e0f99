import { otherMethods } from "#lib/http/methods.ts";
import { getUsageCsv } from "#lib/workspace/reads/usage-csv.ts";

/** For members: what was used by day and API key, as a file. */
export async function GET(
  request: Request,
  { params }: RouteContext<"/api/v1/organizations/[slug]/usage.csv">,
): Promise<Response> {
  const { slug } = await params;
  return getUsageCsv(request, slug);
}

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET");

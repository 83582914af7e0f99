import { otherMethods } from "#lib/http/methods.ts";
import { getFound } from "#lib/workspace/reads/search-handler.ts";

export const runtime = "edge";

/** For members, while they type in the command menu. */
export async function GET(
  request: Request,
  { params }: RouteContext<"/api/search/[slug]">,
): Promise<Response> {
  const { slug } = await params;
  return getFound(request, slug);
}

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET");

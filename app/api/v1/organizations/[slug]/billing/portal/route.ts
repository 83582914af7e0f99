import { otherMethods } from "#lib/http/methods.ts";
import { postPortal } from "#lib/polar/selling/handlers.ts";

export async function POST(
  request: Request,
  { params }: RouteContext<"/api/v1/organizations/[slug]/billing/portal">,
): Promise<Response> {
  const { slug } = await params;
  return postPortal(slug)(request);
}

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");

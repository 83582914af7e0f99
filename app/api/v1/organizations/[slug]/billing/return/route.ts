import { otherMethods } from "#lib/http/methods.ts";
import { getReturn } from "#lib/polar/selling/return.ts";

export async function GET(
  request: Request,
  { params }: RouteContext<"/api/v1/organizations/[slug]/billing/return">,
): Promise<Response> {
  const { slug } = await params;
  return getReturn(request, slug);
}

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET");

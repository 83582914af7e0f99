import { otherMethods } from "#lib/http/methods.ts";
import { postCheckout } from "#lib/polar/selling/handlers.ts";

export async function POST(
  request: Request,
  { params }: RouteContext<"/api/v1/organizations/[slug]/billing/checkout">,
): Promise<Response> {
  const { slug } = await params;
  return postCheckout(slug)(request);
}

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");

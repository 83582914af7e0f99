import { otherMethods } from "#lib/http/methods.ts";
import { postPlan } from "#lib/polar/selling/handlers.ts";

export async function POST(
  request: Request,
  { params }: RouteContext<"/api/v1/organizations/[slug]/billing/plan">,
): Promise<Response> {
  const { slug } = await params;
  return postPlan(slug)(request);
}

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");

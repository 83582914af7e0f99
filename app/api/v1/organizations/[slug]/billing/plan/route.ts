import { postPlan } from "#lib/billing/selling/handlers.ts";
import { otherMethods } from "#lib/http/methods.ts";

export async function POST(
  request: Request,
  { params }: RouteContext<"/api/v1/organizations/[slug]/billing/plan">,
): Promise<Response> {
  const { slug } = await params;
  return postPlan(slug)(request);
}

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");

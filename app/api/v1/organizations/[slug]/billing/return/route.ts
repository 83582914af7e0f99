import { getReturn } from "#lib/billing/selling/return.ts";

export async function GET(
  request: Request,
  { params }: RouteContext<"/api/v1/organizations/[slug]/billing/return">,
): Promise<Response> {
  const { slug } = await params;
  return getReturn(request, slug);
}

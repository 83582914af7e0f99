import { postPortal } from "#lib/billing/selling/handlers.ts";

export async function POST(
  request: Request,
  { params }: RouteContext<"/api/v1/organizations/[slug]/billing/portal">,
): Promise<Response> {
  const { slug } = await params;
  return postPortal(slug)(request);
}

import { postSlug } from "#lib/organizations/handlers.ts";

/** For owners: gives the organization another address. */
export async function POST(
  request: Request,
  { params }: RouteContext<"/api/v1/organizations/[slug]/slug">,
): Promise<Response> {
  const { slug } = await params;
  return postSlug(slug)(request);
}

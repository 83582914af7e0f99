import { postName } from "#lib/organizations/handlers.ts";

/** For owners and admins: gives the organization another name. */
export async function POST(
  request: Request,
  { params }: RouteContext<"/api/v1/organizations/[slug]">,
): Promise<Response> {
  const { slug } = await params;
  return postName(slug)(request);
}

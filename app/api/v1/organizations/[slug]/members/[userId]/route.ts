import { postRole } from "#lib/organizations/handlers.ts";

/** For owners and admins: gives a member another role. */
export async function POST(
  request: Request,
  { params }: RouteContext<"/api/v1/organizations/[slug]/members/[userId]">,
): Promise<Response> {
  const { slug, userId } = await params;
  return postRole(slug, userId)(request);
}

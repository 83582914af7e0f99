import { postRevoke } from "#lib/organizations/invitations/handlers.ts";

/** For owners and admins: ends an invitation. */
export async function POST(
  request: Request,
  { params }: RouteContext<"/api/v1/organizations/[slug]/invitations/[id]/revoke">,
): Promise<Response> {
  const { slug, id } = await params;
  return postRevoke(slug, id)(request);
}

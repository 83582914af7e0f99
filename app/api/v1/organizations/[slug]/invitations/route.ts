import { postInvitation } from "#lib/organizations/invitations/handlers.ts";

/** For owners and admins: invites somebody. */
export async function POST(
  request: Request,
  { params }: RouteContext<"/api/v1/organizations/[slug]/invitations">,
): Promise<Response> {
  const { slug } = await params;
  return postInvitation(slug)(request);
}

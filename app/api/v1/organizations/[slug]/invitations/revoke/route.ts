import { postRevokeSeveral } from "#lib/organizations/invitations/handlers.ts";

/** For owners and admins: ends several invitations. */
export async function POST(
  request: Request,
  { params }: RouteContext<"/api/v1/organizations/[slug]/invitations/revoke">,
): Promise<Response> {
  const { slug } = await params;
  return postRevokeSeveral(slug)(request);
}

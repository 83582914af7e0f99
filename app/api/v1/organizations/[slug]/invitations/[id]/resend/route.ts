import { postResend } from "#lib/organizations/invitations/handlers.ts";

/** For owners and admins: sends an invitation again. */
export async function POST(
  request: Request,
  { params }: RouteContext<"/api/v1/organizations/[slug]/invitations/[id]/resend">,
): Promise<Response> {
  const { slug, id } = await params;
  return postResend(slug, id)(request);
}

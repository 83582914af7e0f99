import { postRemove } from "#lib/organizations/handlers.ts";

/** For owners and admins: ends a membership. */
export async function POST(
  request: Request,
  { params }: RouteContext<"/api/v1/organizations/[slug]/members/[userId]/remove">,
): Promise<Response> {
  const { slug, userId } = await params;
  return postRemove(slug, userId)(request);
}

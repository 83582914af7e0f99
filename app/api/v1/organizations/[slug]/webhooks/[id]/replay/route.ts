import { otherMethods } from "#lib/http/methods.ts";
import { postReplay } from "#lib/integrations/replay-handlers.ts";

/** For owners: does one delivery of the organization again. */
export async function POST(
  request: Request,
  { params }: RouteContext<"/api/v1/organizations/[slug]/webhooks/[id]/replay">,
): Promise<Response> {
  const { slug, id } = await params;
  return postReplay(slug, id)(request);
}

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");

import { otherMethods } from "#lib/http/methods.ts";
import { postReplayParked } from "#lib/integrations/replay-handlers.ts";

/** For owners: does all parked deliveries of the organization again. */
export async function POST(
  request: Request,
  { params }: RouteContext<"/api/v1/organizations/[slug]/webhooks/replay">,
): Promise<Response> {
  const { slug } = await params;
  return postReplayParked(slug)(request);
}

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");

import { postLeave } from "#lib/organizations/handlers.ts";

/** For members: leaves the organization. */
export async function POST(
  request: Request,
  { params }: RouteContext<"/api/v1/organizations/[slug]/leave">,
): Promise<Response> {
  const { slug } = await params;
  return postLeave(slug)(request);
}

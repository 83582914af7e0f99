import { postDelete } from "#lib/organizations/handlers.ts";

/** For owners: deletes the organization. */
export async function POST(
  request: Request,
  { params }: RouteContext<"/api/v1/organizations/[slug]/delete">,
): Promise<Response> {
  const { slug } = await params;
  return postDelete(slug)(request);
}

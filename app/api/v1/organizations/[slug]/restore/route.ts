import { postRestore } from "#lib/organizations/handlers.ts";

/** For owners: takes a deletion back. */
export async function POST(
  request: Request,
  { params }: RouteContext<"/api/v1/organizations/[slug]/restore">,
): Promise<Response> {
  const { slug } = await params;
  return postRestore(slug)(request);
}

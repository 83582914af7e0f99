import { otherMethods } from "#lib/http/methods.ts";
import { getSubscriberData } from "#lib/products/newsletter/operations/subscriber-data.ts";

/** For owners: all that is held on a person, as a file. */
export async function GET(
  request: Request,
  { params }: RouteContext<"/api/v1/organizations/[slug]/subscribers/[id]/data.json">,
): Promise<Response> {
  return getSubscriberData(request, await params);
}

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET");

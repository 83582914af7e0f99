import { otherMethods } from "#lib/http/methods.ts";
import { getSubscribersCsv } from "#lib/products/newsletter/operations/subscribers-csv.ts";

/** For members: the subscribers that the filter of the page shows, as a file. */
export async function GET(
  request: Request,
  { params }: RouteContext<"/api/v1/organizations/[slug]/subscribers.csv">,
): Promise<Response> {
  const { slug } = await params;
  return getSubscribersCsv(request, slug);
}

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET");

import { otherMethods } from "#lib/http/methods.ts";
import { followLink } from "#lib/products/newsletter/tracking/routes.ts";

/** Leads to where a link of a letter goes. */
export const GET = async (
  request: Request,
  { params }: RouteContext<"/newsletter/click/[token]">,
): Promise<Response> => followLink(request, (await params).token);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET");

import { otherMethods } from "#lib/http/methods.ts";
import { showPixel } from "#lib/products/newsletter/tracking/routes.ts";

/** The image that tells that a letter was opened. */
export const GET = async (
  request: Request,
  { params }: RouteContext<"/newsletter/open/[token]">,
): Promise<Response> => showPixel(request, (await params).token);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET");

import { otherMethods } from "#lib/http/methods.ts";
import { postLeave } from "#lib/products/newsletter/public/leave-route.ts";

/** Unsubscribes with one click (RFC 8058), and takes the form of the page. */
export const POST = async (
  request: Request,
  { params }: RouteContext<"/api/newsletter/leave/[token]">,
): Promise<Response> => postLeave(request, (await params).token);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");

import { otherMethods } from "#lib/http/methods.ts";
import { postSubscribe } from "#lib/products/newsletter/public/subscribe/subscribe-route.ts";

/** Takes the forms to subscribe, from any site. */
export const POST = async (
  request: Request,
  { params }: RouteContext<"/api/newsletter/subscribe/[form]">,
): Promise<Response> => postSubscribe(request, (await params).form);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");

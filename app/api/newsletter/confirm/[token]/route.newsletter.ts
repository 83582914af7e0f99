import { otherMethods } from "#lib/http/methods.ts";
import { postConfirm } from "#lib/products/newsletter/public/subscribe/confirm-route.ts";

export const POST = async (
  request: Request,
  { params }: RouteContext<"/api/newsletter/confirm/[token]">,
): Promise<Response> => postConfirm(request, (await params).token);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");

import { otherMethods } from "#lib/http/methods.ts";
import { postPreferences } from "#lib/products/newsletter/public/preferences-route.ts";

export const POST = async (
  request: Request,
  { params }: RouteContext<"/api/newsletter/preferences/[token]">,
): Promise<Response> => postPreferences(request, (await params).token);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");

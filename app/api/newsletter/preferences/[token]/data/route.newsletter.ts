import { otherMethods } from "#lib/http/methods.ts";
import { postAskForData } from "#lib/products/newsletter/public/own-data/data-route.ts";

export const POST = async (
  _: Request,
  { params }: RouteContext<"/api/newsletter/preferences/[token]/data">,
): Promise<Response> => postAskForData((await params).token);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");

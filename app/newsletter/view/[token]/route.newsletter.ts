import { otherMethods } from "#lib/http/methods.ts";
import { viewPage } from "#lib/products/newsletter/public/archive/archive-pages.ts";

export const runtime = "edge";

/** A letter in the browser, as the person got it. */
export const GET = async (
  _: Request,
  { params }: RouteContext<"/newsletter/view/[token]">,
): Promise<Response> => viewPage((await params).token);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET");

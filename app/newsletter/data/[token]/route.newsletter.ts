import { otherMethods } from "#lib/http/methods.ts";
import { dataPage } from "#lib/products/newsletter/public/own-data/data-page.ts";

export const runtime = "edge";

/** What is held on a person. */
export const GET = async (
  _: Request,
  { params }: RouteContext<"/newsletter/data/[token]">,
): Promise<Response> => dataPage((await params).token);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET");

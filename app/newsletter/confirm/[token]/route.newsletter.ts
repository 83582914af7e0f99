import { otherMethods } from "#lib/http/methods.ts";
import { confirmPage } from "#lib/products/newsletter/public/subscribe/confirm-page.ts";

export const runtime = "edge";

/** The link of the mail to confirm a subscription. */
export const GET = async (
  _: Request,
  { params }: RouteContext<"/newsletter/confirm/[token]">,
): Promise<Response> => confirmPage((await params).token);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET");

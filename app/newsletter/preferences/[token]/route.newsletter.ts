import { otherMethods } from "#lib/http/methods.ts";
import { preferencesPage } from "#lib/products/newsletter/public/preferences-page.ts";

export const runtime = "edge";

/** What someone receives, to be chosen. */
export const GET = async (
  request: Request,
  { params }: RouteContext<"/newsletter/preferences/[token]">,
): Promise<Response> => preferencesPage(request, (await params).token);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET");

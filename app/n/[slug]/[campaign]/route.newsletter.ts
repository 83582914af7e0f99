import { otherMethods } from "#lib/http/methods.ts";
import { archivedCampaign } from "#lib/products/newsletter/public/archive/archive-pages.ts";

export const runtime = "edge";

/** A public campaign. */
export const GET = async (
  _: Request,
  { params }: RouteContext<"/n/[slug]/[campaign]">,
): Promise<Response> => {
  const { slug, campaign } = await params;
  return archivedCampaign(slug, campaign);
};

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET");

import { otherMethods } from "#lib/http/methods.ts";
import { getFeed } from "#lib/products/newsletter/public/archive/feed-route.ts";

export const GET = async (
  _: Request,
  { params }: RouteContext<"/n/[slug]/atom.xml">,
): Promise<Response> => getFeed((await params).slug, "atom");

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET");

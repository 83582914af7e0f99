import { otherMethods } from "#lib/http/methods.ts";
import { getFeed } from "#lib/products/newsletter/public/archive/feed-route.ts";

export const GET = async (
  _: Request,
  { params }: RouteContext<"/n/[slug]/rss.xml">,
): Promise<Response> => getFeed((await params).slug, "rss");

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET");

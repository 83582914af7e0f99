import { otherMethods } from "#lib/http/methods.ts";
import { archiveIndex } from "#lib/products/newsletter/public/archive/archive-pages.ts";

export const runtime = "edge";

/** The archive of an organization's newsletter. */
export const GET = async (
  request: Request,
  { params }: RouteContext<"/n/[slug]">,
): Promise<Response> => archiveIndex(request, (await params).slug);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET");

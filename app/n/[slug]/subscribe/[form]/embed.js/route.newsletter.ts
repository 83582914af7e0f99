import { otherMethods } from "#lib/http/methods.ts";
import { embedScript } from "#lib/products/newsletter/public/subscribe/embed-script.ts";

export const runtime = "edge";

/** The script that puts a form into another page. */
export const GET = async (
  _: Request,
  { params }: RouteContext<"/n/[slug]/subscribe/[form]/embed.js">,
): Promise<Response> => {
  const { slug, form } = await params;
  return embedScript(slug, form);
};

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET");

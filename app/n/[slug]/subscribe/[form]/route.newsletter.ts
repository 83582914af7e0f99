import { otherMethods } from "#lib/http/methods.ts";
import { formPage } from "#lib/products/newsletter/public/subscribe/form-page.ts";

export const runtime = "edge";

/** A form to subscribe, on a page of its own. */
export const GET = async (
  _: Request,
  { params }: RouteContext<"/n/[slug]/subscribe/[form]">,
): Promise<Response> => {
  const { slug, form } = await params;
  return formPage(slug, form);
};

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET");

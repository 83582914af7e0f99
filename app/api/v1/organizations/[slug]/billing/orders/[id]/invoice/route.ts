import { otherMethods } from "#lib/http/methods.ts";
import { getInvoice } from "#lib/polar/selling/invoice.ts";

export async function GET(
  request: Request,
  { params }: RouteContext<"/api/v1/organizations/[slug]/billing/orders/[id]/invoice">,
): Promise<Response> {
  const { slug, id } = await params;
  return getInvoice(request, slug, id);
}

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET");

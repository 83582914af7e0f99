import { getInvoice } from "#lib/billing/selling/invoice.ts";
import { otherMethods } from "#lib/http/methods.ts";

export async function GET(
  request: Request,
  { params }: RouteContext<"/api/v1/organizations/[slug]/billing/orders/[id]/invoice">,
): Promise<Response> {
  const { slug, id } = await params;
  return getInvoice(request, slug, id);
}

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET");

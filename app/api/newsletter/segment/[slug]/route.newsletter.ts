import { otherMethods } from "#lib/http/methods.ts";
import { countSegment } from "#lib/products/newsletter/audience/segments/count-handler.ts";

export const runtime = "edge";

/** For members, while they edit a segment. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ slug: string }> },
): Promise<Response> {
  const { slug } = await params;
  return countSegment(request, slug);
}

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");

import { otherMethods } from "#lib/http/methods.ts";
import { previewLetter } from "#lib/products/newsletter/letter/preview-handler.ts";

/** For members, while they write a letter. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ slug: string }> },
): Promise<Response> {
  const { slug } = await params;
  return previewLetter(request, slug);
}

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");

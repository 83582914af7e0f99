import { otherMethods } from "#lib/http/methods.ts";
import { getProblemsCsv } from "#lib/products/newsletter/imports/problems-csv.ts";

interface Context {
  params: Promise<{ slug: string; id: string }>;
}

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { slug, id } = await params;
  return getProblemsCsv(request, slug, id);
}

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET");

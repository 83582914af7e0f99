import { openApiDocument } from "#lib/api/openapi/document.ts";
import { operations } from "#lib/products/published.ts";

/** Made once, when the app is built. */
export const dynamic = "force-static";

export function GET(): Response {
  return Response.json(openApiDocument(operations));
}

import { leanReadDatabase } from "#lib/db/lean.ts";
import { failed } from "#lib/http/failure.ts";
import { otherMethods } from "#lib/http/methods.ts";
import { problem } from "#lib/http/problem.ts";
import { readPicture } from "#lib/identity/picture/read.ts";

export const runtime = "edge";

/** A person's picture, for anyone who knows its ID. Each upload gets a new ID, so a picture never changes. */
export async function GET(
  _: Request,
  { params }: RouteContext<"/api/v1/pictures/[id]">,
): Promise<Response> {
  const { id } = await params;
  try {
    const picture = await readPicture(leanReadDatabase(), id);
    if (!picture) return problem(404, "not_found", "This picture does not exist.");
    const bytes = Uint8Array.from(atob(picture.content), (byte) => byte.charCodeAt(0));
    return new Response(bytes, {
      headers: {
        "content-type": picture.contentType,
        "cache-control": "public, max-age=31536000, immutable",
        "x-content-type-options": "nosniff",
      },
    });
  } catch (error) {
    return failed("picture_failed", error);
  }
}

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET");

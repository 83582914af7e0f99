import { otherMethods } from "#lib/http/methods.ts";
import { receiveReply } from "#lib/products/newsletter/replies/receive-reply.ts";

/** Takes bounces and complaints of mail servers and providers: docs/newsletter-replies.md. */
export const POST = async (
  request: Request,
  { params }: RouteContext<"/api/newsletter/replies/[source]">,
): Promise<Response> => receiveReply(request, (await params).source);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");

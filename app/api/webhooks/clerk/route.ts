import { clerkSigning } from "#lib/clerk/signing.ts";
import { otherMethods } from "#lib/http/methods.ts";
import { receiveFrom } from "#lib/integrations/receive-from.ts";

export const POST = (request: Request) => receiveFrom("clerk", clerkSigning(), request);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");

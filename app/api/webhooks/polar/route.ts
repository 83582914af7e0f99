import { otherMethods } from "#lib/http/methods.ts";
import { receiveFrom } from "#lib/integrations/receive-from.ts";
import { polarSigning } from "#lib/polar/signing.ts";

export const POST = (request: Request) => receiveFrom("polar", polarSigning(), request);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");

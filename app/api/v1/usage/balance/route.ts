import { otherMethods } from "#lib/http/methods.ts";
export const runtime = "edge";

export { readBalance as GET } from "#lib/billing/metering/read-handler.ts";

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET");

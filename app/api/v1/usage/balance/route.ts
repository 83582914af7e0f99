export const runtime = "edge";

export { readBalance as GET } from "#lib/billing/metering/read-handler.ts";

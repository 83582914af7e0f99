export { postUsage as POST } from "#lib/billing/metering/handlers.ts";

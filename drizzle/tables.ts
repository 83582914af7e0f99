/** Every table, view and relation. Each folder in `lib` owns its own; this file only gathers them. */

export * from "#lib/api/schema.ts";
export * from "#lib/billing/metering/schema.ts";
export * from "#lib/billing/schema.ts";
export * from "#lib/identity/schema.ts";
export * from "#lib/imports/schema.ts";
export * from "#lib/mail/schema.ts";
export * from "#lib/organizations/schema.ts";
export * from "#lib/outgoing-webhooks/schema.ts";
export * from "#lib/products/schemas.ts";
export * from "#lib/quotas/schema.ts";
export * from "#lib/webhooks/schema.ts";
export * from "./relations.ts";

import type { Source } from "#lib/webhooks/reconcile/sources.ts";

/** People are kept here and nowhere else. */
export const identitySources: readonly Source[] = [];

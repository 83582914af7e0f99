import { clerkSource } from "#lib/webhooks/reconcile/clerk-source.ts";
import type { Source } from "#lib/webhooks/reconcile/sources.ts";

export const identitySources: readonly Source[] = [clerkSource];

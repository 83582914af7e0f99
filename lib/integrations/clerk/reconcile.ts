import { clerkSource } from "#lib/clerk/reconcile/source.ts";
import type { Source } from "#lib/webhooks/reconcile/sources.ts";

export const identitySources: readonly Source[] = [clerkSource];

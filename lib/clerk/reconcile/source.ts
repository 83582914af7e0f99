import { createClerkClient } from "@clerk/backend";
import { clerkVariables } from "#lib/env/clerk.ts";
import { type Limit, paced } from "#lib/webhooks/reconcile/call-provider.ts";
import type { Source } from "#lib/webhooks/reconcile/sources.ts";
import { clerkResources } from "./resources.ts";

/** What Clerk allows in production. */
const limit: Limit = {
  requests: 1_000,
  milliseconds: 10_000,
  isUnreachable: (error) => "clerkError" in error,
};

export const clerkSource: Source = {
  provider: "clerk",
  variable: "CLERK_SECRET_KEY",
  open({ CLERK_SECRET_KEY: secretKey, CLERK_API_URL: apiUrl }, { signal, say }) {
    if (!secretKey) return undefined;
    const { error } = clerkVariables.CLERK_API_URL.safeParse(apiUrl || undefined);
    if (error) throw new Error(`CLERK_API_URL ${error.issues[0]?.message}`);
    const clerk = createClerkClient({ secretKey, ...(apiUrl && { apiUrl }) });
    return () => clerkResources(clerk, paced(limit, signal, say));
  },
};

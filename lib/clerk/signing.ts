import { Webhook } from "svix";
import { getEnvironment } from "#lib/env/environment.ts";
import type { Signing } from "#lib/webhooks/receive.ts";

/** How Clerk signs its webhooks: Svix sends them. */
export const clerkSigning = (): Signing => ({
  headerPrefix: "svix",
  secrets: getEnvironment().CLERK_WEBHOOK_SIGNING_SECRET,
  async verify(body, headers, secret) {
    new Webhook(secret).verify(body, Object.fromEntries(headers));
  },
});

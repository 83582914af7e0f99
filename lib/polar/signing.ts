import { webhooks } from "@polar-sh/sdk/2026-10";
import { getEnvironment } from "#lib/env/environment.ts";
import type { Signing } from "#lib/webhooks/receive.ts";

/** How Polar signs its webhooks. */
export const polarSigning = (): Signing => ({
  headerPrefix: "webhook",
  secrets: getEnvironment().POLAR_WEBHOOK_SECRET,
  // Polar's SDK also refuses what it cannot parse and types it does not know; those are signed, though.
  async verify(body, headers, secret) {
    try {
      await webhooks.validateEvent(body, Object.fromEntries(headers), secret);
    } catch (error) {
      if (error instanceof webhooks.PolarWebhookVerificationError) throw error;
    }
  },
});

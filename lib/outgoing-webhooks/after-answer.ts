import { writeDatabase } from "#lib/db/node.ts";
import { getEnvironment, isLocalUse, ownVariables } from "#lib/env/environment.ts";
import { afterAnswer } from "#lib/http/after-answer.ts";
import { reportFailure } from "#lib/log/report.ts";

/** What senders are told of this deployment. */
export const senderOptions = () => ({
  appUrl: getEnvironment().APP_URL,
  isLocal: isLocalUse(ownVariables()),
});

/**
 * Sends what is due once the answer is sent. To be called after a statement that may have emitted an event; what
 * cannot be sent now waits for the cron, or for the next answer that sends.
 */
export function sendWebhooksAfterAnswer(): void {
  afterAnswer(async () => {
    try {
      const { deliverMessages } = await import("./deliver.ts");
      await deliverMessages(await writeDatabase(), senderOptions());
    } catch (error) {
      reportFailure("webhook_delivery_failed", error);
    }
  });
}

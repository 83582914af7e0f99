import { writeDatabase } from "#lib/db/node.ts";
import { afterAnswer } from "#lib/http/after-answer.ts";
import { reportFailure } from "#lib/log/report.ts";
import { sendWebhooksAfterAnswer } from "#lib/outgoing-webhooks/after-answer.ts";

/** Milliseconds for which a ring sends. What is left then is sent by the next one. */
const budget = 120_000;

/**
 * Asks for a look at what is due at a moment. A ring is a hint: one that is lost, late or doubled changes
 * nothing but the time. For now, the look follows the answer; for later, the cron or the ticker of
 * `npm run dev` looks (`startLateness` says how late that may be).
 */
export function ring(at: Date): void {
  if (at.getTime() > Date.now()) return;
  afterAnswer(async () => {
    try {
      const { runNewsletter, sendingOptions } = await import("./run.ts");
      await runNewsletter(await writeDatabase(), { budget, options: sendingOptions() });
      sendWebhooksAfterAnswer();
    } catch (error) {
      reportFailure("newsletter_not_sent", error);
    }
  });
}

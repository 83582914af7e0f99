import { writeDatabase } from "#lib/db/node.ts";
import { afterAnswer } from "#lib/http/after-answer.ts";
import { reportFailure } from "#lib/log/report.ts";

/** Milliseconds that a function goes on sending after its answer; the clock goes on where it ends. */
const budget = 45_000;

/**
 * Begins to send what is due once the answer is sent. A hint: without it, or when the function ends too
 * early, the clock finds the same campaigns.
 */
export function ring(): void {
  afterAnswer(async () => {
    try {
      // Loaded by whoever sends, and by no other route: forms need no mail library.
      const { runNewsletter, sendingOptions } = await import("../sending/run.ts");
      const options = sendingOptions();
      if (options) await runNewsletter(await writeDatabase(), { budget, options });
    } catch (error) {
      reportFailure("newsletter_ring_failed", error);
    }
  });
}

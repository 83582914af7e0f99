import { writeDatabase } from "#lib/db/node.ts";
import { afterAnswer } from "#lib/http/after-answer.ts";
import { reportFailure } from "#lib/log/report.ts";

/**
 * Lets subscriptions end, or go on, with their organizations once the answer is sent. What fails is
 * caught up with by the daily cron.
 */
function settleEndingsAfterAnswer(): void {
  afterAnswer(async () => {
    try {
      // Nobody should wait for Polar's client to be loaded.
      const { polarClient } = await import("#lib/polar/client.ts");
      const { settleEndings } = await import("./end.ts");
      const polar = polarClient();
      if (polar) await settleEndings(await writeDatabase(), polar);
    } catch (error) {
      reportFailure("subscriptions_not_settled", error);
    }
  });
}

/** What follows acts that delete an organization, or take that back. */
export const followUps = {
  "organization.delete": settleEndingsAfterAnswer,
  "organization.restore": settleEndingsAfterAnswer,
  "account.delete": settleEndingsAfterAnswer,
};

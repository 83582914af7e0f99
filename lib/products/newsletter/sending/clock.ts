import type { Database } from "#lib/db/database.ts";
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
  afterAnswer(() => look(async () => true));
}

/** Asks for a look once somebody has joined a list, if any series is active: their first mail may be due. */
export function ringForSeries(): void {
  afterAnswer(() => look(async (db) => (await import("../series/run.ts")).hasActiveSeries(db)));
}

async function look(isNeeded: (db: Database) => Promise<boolean>): Promise<void> {
  try {
    const db = await writeDatabase();
    if (!(await isNeeded(db))) return;
    const { runNewsletter, sendingOptions } = await import("./run.ts");
    await runNewsletter(db, { budget, options: sendingOptions() });
    sendWebhooksAfterAnswer();
  } catch (error) {
    reportFailure("newsletter_not_sent", error);
  }
}

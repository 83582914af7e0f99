import { expect, test } from "vitest";
import { killSenders } from "../../../bench/newsletter/kill.ts";
import { testDatabase } from "../../database.ts";
import { expectSoundMail } from "../../products/newsletter/sending/wire.ts";

const database = testDatabase();
const seed = process.env.SYNC_SEED ? Number(process.env.SYNC_SEED) : Date.now() % 2 ** 31;

// npm run bench -- newsletter does the same with 20,000 people and 120 senders that end.
test("senders that are killed leave nobody out, and send no more copies than is promised", async () => {
  const report = await killSenders({
    db: database.on["postgres-js direct"],
    url: database.pooled,
    ...{ people: 500, senders: 2, kills: 4, terms: 4, pauses: 1, leaving: 16, delay: 100 },
    ...{ seed, keepsMails: true },
  });
  const { caught, lost, unlisted, otherIds, afterLeaving, open } = report;
  expect({ seed, lost, unlisted, otherIds, afterLeaving, open }).toEqual({
    ...{ seed, lost: [], unlisted: [], otherIds: [], afterLeaving: 0, open: 0 },
  });
  expect(report.recipients).toBe(500);
  expect(report.twice).toBeLessThanOrEqual(report.bound);
  expect(report.afterPause).toBeLessThanOrEqual(0);
  const { sent, bounced, uncertain } = report;
  expect(report.counted).toEqual({ sent, bounced, uncertain });
  expect(report.credits.charged).toBe(report.credits.out);
  for (const { raw, to, messageId } of caught) {
    expect(await expectSoundMail(raw ?? Buffer.alloc(0))).toEqual({
      to,
      messageId: `<${messageId}>`,
    });
  }
});

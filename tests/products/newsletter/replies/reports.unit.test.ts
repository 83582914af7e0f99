import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openReport } from "#lib/products/newsletter/replies/dsn.ts";
import { signMark } from "#lib/products/newsletter/replies/mark.ts";
import { localSecret } from "#lib/products/newsletter/secret.ts";
import { reportsOf } from "./reports.ts";
import { repliesSecret, signedBytes } from "./signed.ts";

beforeAll(() => {
  vi.stubEnv("NEWSLETTER_SECRET", localSecret);
});
afterAll(() => vi.unstubAllEnvs());

const id = crypto.randomUUID();
const mail = { id, organizationId: crypto.randomUUID(), email: "mia@mail.example" };
const messageId = `${id}@penning.test`;

test.each(Object.keys(reportsOf({ messageId, mark: "" })))("a report: %s", async (name) => {
  const reports = reportsOf({ messageId, mark: await signMark(mail) });
  const [body, expected] = reports[name] ?? [Buffer.alloc(0), "unreadable"];
  const opened = await openReport(signedBytes(body, "event-1"), [repliesSecret]);
  if (opened.kind !== "reply") return expect(opened.kind).toBe(expected);
  expect(opened.reply).toMatchObject({ eventId: "event-1", happened: expected, mail: { id } });
  expect(opened.reply.said?.length ?? 0).toBeLessThanOrEqual(500);
});

test("there are at least thirty", () => {
  expect(Object.keys(reportsOf({ messageId, mark: "" })).length).toBeGreaterThanOrEqual(30);
});

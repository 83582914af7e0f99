import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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

test("the script of the docs signs a report as it came, whatever bytes it has", async () => {
  const page = readFileSync("docs/newsletter-replies.md", "utf8");
  const script = /```sh\n(.*?)```/s.exec(page)?.[1] ?? "";
  const folder = mkdtempSync(join(tmpdir(), "reports-"));
  try {
    // Instead of sending it: the arguments, one a line.
    writeFileSync(join(folder, "curl"), '#!/bin/sh\nprintf "%s\\n" "$@"\n', { mode: 0o755 });
    const [body] =
      reportsOf({ messageId, mark: await signMark(mail) })["with bytes that are no UTF-8"] ?? [];
    const sent = execFileSync("sh", ["-c", script.replace("<your app>", "app.example.com")], {
      input: body,
      encoding: "utf8",
      env: {
        ...process.env,
        PATH: `${folder}:${process.env.PATH}`,
        SECRET: repliesSecret.slice("whsec_".length),
      },
    });
    const headers = new Headers(
      Array.from(sent.matchAll(/^(webhook-\w+): (.*)$/gm), ([, name = "", value = ""]) => [
        name,
        value,
      ]),
    );
    const opened = await openReport({ headers, body: new Uint8Array(body ?? []) }, [repliesSecret]);
    expect(opened).toMatchObject({ kind: "reply", reply: { happened: "hard", mail: { id } } });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("there are at least thirty", () => {
  expect(Object.keys(reportsOf({ messageId, mark: "" })).length).toBeGreaterThanOrEqual(30);
});

import { once } from "node:events";
import { request } from "node:http";
import { describe, expect, onTestFinished, test } from "vitest";
import { allLocalSecrets } from "#lib/products/environment.ts";
import { startClerk } from "#local/clerk/server.ts";
import { startPolar } from "#local/polar/server.ts";
import { startMail } from "#local/smtp/server.ts";

interface StandIn {
  url: string;
  stop(): Promise<void>;
}

const polars = { url: "http://127.0.0.1:1/", secret: allLocalSecrets.POLAR_WEBHOOK_SECRET };

const standIns: [name: string, path: string, start: () => Promise<StandIn>][] = [
  ["Polar", "/control/settle", async () => stoppable(await startPolar({ webhook: polars }))],
  ["Clerk", "/control/settle", async () => stoppable(await startClerk())],
  ["the mail server", "/clear", () => startMail()],
];

function stoppable({ url, close }: { url: string; close(): Promise<void> }): StandIn {
  return { url, stop: close };
}

/** A form of a page, as a browser sends it; `fetch` would not send these headers as they are. */
async function postForm(url: URL, headers: Record<string, string>): Promise<number | undefined> {
  const type = "application/x-www-form-urlencoded";
  const asked = request(url, { method: "POST", headers: { "content-type": type, ...headers } });
  asked.end("days=1&email=ada%40example.test");
  const [answer] = await once(asked, "response");
  answer.resume();
  return answer.statusCode;
}

describe.each(standIns)("the stand-in for %s", (_, path, start) => {
  async function post(headers: Record<string, string>) {
    const standIn = await start();
    onTestFinished(standIn.stop);
    return postForm(new URL(path, standIn.url), headers);
  }

  test.each<Record<string, string>>([
    { origin: "https://evil.example" },
    { origin: "null" },
    { host: "evil.example" },
    { host: "evil.example", origin: "http://evil.example" },
  ])("takes no form of a page elsewhere: %j", async (headers) => {
    expect(await post(headers)).toBe(403);
  });

  test("takes forms of its own pages and of programs", async () => {
    expect(await post({ origin: "http://127.0.0.1:54324" })).not.toBe(403);
    expect(await post({ origin: "http://localhost:3000", host: "localhost:54324" })).not.toBe(403);
    expect(await post({})).toBeLessThan(400);
  });
});

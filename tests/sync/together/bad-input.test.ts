import { once } from "node:events";
import { connect } from "node:net";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { organizations, subscriptions, user, webhookEvents } from "#drizzle/tables.ts";
import { allLocalSecrets } from "#lib/products/environment.ts";
import { findFreeBlock } from "#local/port-owner.ts";
import { type Signed, signText } from "#local/send.ts";
import { testDatabase } from "#tests/database.ts";
import { type App, startApp } from "./app.ts";

const database = testDatabase();
let app: App;
beforeAll(async () => {
  app = await startApp(await findFreeBlock(1), {
    DATABASE_URL: database.pooled,
    DATABASE_URL_READ: database.read,
    DATABASE_URL_UNPOOLED: database.direct,
  });
});
afterAll(async () => {
  await app.kill();
});

const secrets = {
  clerk: allLocalSecrets.CLERK_WEBHOOK_SIGNING_SECRET,
  polar: allLocalSecrets.POLAR_WEBHOOK_SECRET,
};

async function written(): Promise<number> {
  const db = database.on["postgres-js direct"];
  const tables = [webhookEvents, user, organizations, subscriptions];
  const counts = await Promise.all(tables.map((table) => db.$count(table)));
  return counts.reduce((sum, count) => sum + count, 0);
}

const deep = (opening: string, closing: string) =>
  opening.repeat(200_000) + closing.repeat(200_000);

describe.each(["clerk", "polar"] as const)(
  "over a real connection, the receiver of %s",
  (provider) => {
    const sign = (body: string, options?: { id?: string; at?: Date }) =>
      signText(provider, body, secrets[provider], options);
    const post = ({ headers, body }: Signed) =>
      fetch(`${app.url}/api/webhooks/${provider}`, { method: "POST", headers, body });
    const event = '{"type":"user.updated","data":{"id":"user_1"},"timestamp":1}';
    const idHeader = provider === "clerk" ? "svix-id" : "webhook-id";

    const refused: [string, number, () => Signed][] = [
      ["unsigned", 403, () => ({ body: event, headers: {} })],
      [
        "signed with another secret",
        403,
        () => signText(provider, event, `whsec_${btoa("another")}`),
      ],
      [
        "signed more than five minutes ago",
        403,
        () => sign(event, { at: new Date(Date.now() - 302_000) }),
      ],
      ["whose body was changed", 403, () => ({ ...sign(event), body: event.replace("1", "2") })],
      [
        "whose id was changed",
        403,
        () => ({ body: event, headers: { ...sign(event).headers, [idHeader]: "msg_other" } }),
      ],
      ["of 2 MiB", 413, () => sign(`{"type":"${"x".repeat(2_097_152)}","data":{}}`)],
      ["that is not JSON", 400, () => sign("type=user.updated")],
      ["that is a form", 400, () => sign("--boundary\r\nContent-Disposition: form-data\r\n\r\n")],
      ["that is JSON of another shape", 400, () => sign('[{"type":"user.updated"}]')],
      ["nested 200,000 lists deep", 400, () => sign(deep("[", "]"))],
      ["nested 200,000 lists deep and cut off", 400, () => sign("[".repeat(400_000))],
    ];
    test.each(refused)(
      "refuses a delivery %s with %i and writes nothing",
      async (_, status, make) => {
        const before = await written();
        const answer = await post(make());
        expect(answer.status).toBe(status);
        await answer.body?.cancel();
        expect(await written()).toBe(before);
      },
    );

    test("takes a signed delivery under another content type, because the signature is what counts", async () => {
      const { headers, body } = sign('{"type":"session.created","data":{},"timestamp":1}');
      const answer = await post({ body, headers: { ...headers, "content-type": "text/plain" } });
      expect(answer.status).toBe(200);
    });

    test("takes an event with data nested 50,000 objects deep for one that it does not use", async () => {
      const data = `${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}`;
      const answer = await post(sign(`{"type":"session.created","data":${data},"timestamp":1}`));
      expect(answer.status).toBe(200);
    });

    test("writes nothing of a body that breaks off between two chunks, and goes on serving", async () => {
      const before = await written();
      const { headers, body } = sign(event);
      const socket = connect(Number(new URL(app.url).port), "127.0.0.1");
      await once(socket, "connect");
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
      const head = [`POST /api/webhooks/${provider} HTTP/1.1`, "Host: 127.0.0.1", ...lines];
      socket.write(`${head.join("\r\n")}\r\nTransfer-Encoding: chunked\r\n\r\n`);
      socket.write(`${body.length.toString(16)}\r\n${body}\r\n`);
      socket.destroy();
      const answer = await post(sign('{"type":"session.created","data":{},"timestamp":1}'));
      expect(answer.status).toBe(200);
      expect(await written()).toBe(before + 1);
    });
  },
);

/** What the body and the headers of somebody who guesses may be. */
const guess = fc.record({
  provider: fc.constantFrom("clerk", "polar"),
  body: fc.oneof(
    fc.string({ unit: "binary", maxLength: 2_000 }),
    fc.json(),
    fc.uint8Array({ maxLength: 2_000 }).map((bytes) => Buffer.from(bytes).toString("latin1")),
  ),
  id: fc.constantFrom("msg_1", "", "a".repeat(1_000)),
  timestamp: fc.constantFrom(String(Math.floor(Date.now() / 1_000)), "", "1e9", "-1", "NaN"),
  signature: fc.oneof(
    fc.constantFrom("v1,", "v1", "v1,AAAA", "v1a,AAAA", " ", "v2,x v1,y"),
    fc.base64String({ maxLength: 60 }).map((text) => `v1,${text}`),
  ),
});

test("of 10,000 bodies with guessed signatures none is let in, and memory stays flat", async () => {
  const before = await written();
  const guesses = fc.sample(guess, { numRuns: 10_000, seed: 7 });
  const send = async ({ provider, body, id, timestamp, signature }: (typeof guesses)[number]) => {
    const prefix = provider === "clerk" ? "svix" : "webhook";
    const headers = {
      [`${prefix}-id`]: id,
      [`${prefix}-timestamp`]: timestamp,
      [`${prefix}-signature`]: signature,
    };
    const answer = await fetch(`${app.url}/api/webhooks/${provider}`, {
      method: "POST",
      headers,
      body,
    });
    await answer.arrayBuffer();
    return answer.status;
  };
  const statuses = new Set<number>();
  const sendAll = async (from: number, to: number) => {
    for (let first = from; first < to; first += 20) {
      const answers = await Promise.all(guesses.slice(first, first + 20).map(send));
      for (const status of answers) statuses.add(status);
    }
  };
  await sendAll(0, 2_000);
  const early = await app.heap();
  await sendAll(2_000, 10_000);
  const late = await app.heap();
  expect([...statuses]).toEqual([403]);
  expect(await written()).toBe(before);
  expect(late - early).toBeLessThan(5_000_000);
});

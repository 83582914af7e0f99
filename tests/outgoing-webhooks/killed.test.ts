import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { webhookMessages } from "#drizzle/tables.ts";
import { deliverMessages } from "#lib/outgoing-webhooks/deliver.ts";
import { testDatabase } from "../database.ts";
import { appUrl, team } from "../organizations/team.ts";
import { type Receiver, startReceiver, verified } from "./receiver.ts";
import { anEndpoint, emit, messagesOf } from "./scene.ts";

const database = testDatabase();
let receiver: Receiver;
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(() => receiver.stop());

// What a sender that is killed leaves behind is the same, whichever driver wrote it.
test("a sender that is killed while its requests are answered has each sent again, with the same id", async () => {
  const db = database.on["postgres-js direct"];
  const { id, owner } = await team(db);
  const { secret, ...endpoint } = await anEndpoint(db, owner, receiver);
  for (let count = 0; count < 6; count++) await emit(db, id, { data: { count } });
  const sender = spawn(process.execPath, [join(import.meta.dirname, "sender.fixture.ts")], {
    env: { ...process.env, DATABASE_URL: database.pooled },
    stdio: "inherit",
  });
  // The answer comes after the end of whoever asked.
  receiver.answers((response) => {
    sender.kill("SIGKILL");
    response.writeHead(204).end();
  });
  await once(sender, "exit");
  const lost = new Set(receiver.requests.map(({ headers }) => headers["webhook-id"]));
  expect(lost.size).toBeGreaterThan(0);
  const left = await messagesOf(db, endpoint.id);
  expect(left.every(({ deliveredAt }) => deliveredAt === null)).toBe(true);

  receiver.answers(204);
  await db.update(webhookMessages).set({ dueAt: sql`now()` });
  await deliverMessages(db, { appUrl, isLocal: true });
  const messages = await messagesOf(db, endpoint.id);
  expect(messages.every(({ deliveredAt }) => deliveredAt !== null)).toBe(true);
  for (const { id: messageId, body } of messages) {
    const requests = receiver.requests.filter(({ headers }) => headers["webhook-id"] === messageId);
    expect(requests).toHaveLength(lost.has(messageId) ? 2 : 1);
    for (const request of requests) {
      expect(request.body).toBe(body);
      verified(request, secret);
    }
  }
});

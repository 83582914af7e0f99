import { eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { outbox, webhookAttempts, webhookEndpoints, webhookMessages } from "#drizzle/tables.ts";
import { deliverMessages } from "#lib/outgoing-webhooks/deliver.ts";
import { rotateSecret } from "#lib/outgoing-webhooks/manage/rotate-secret.ts";
import {
  deleteEndpoint,
  disableEndpoint,
  enableEndpoint,
} from "#lib/outgoing-webhooks/manage/update.ts";
import { post } from "#lib/outgoing-webhooks/post.ts";
import {
  claimMessages,
  leaseSeconds,
  pauses,
  settleMessage,
} from "#lib/outgoing-webhooks/queue.ts";
import { newSecret } from "#lib/outgoing-webhooks/secret.ts";
import { drivers, testDatabase } from "../database.ts";
import { appUrl, team } from "../organizations/team.ts";
import { type Receiver, startReceiver, verified } from "./receiver.ts";
import { anEndpoint, emit, endpointRow, messagesOf } from "./scene.ts";

const database = testDatabase();
let receiver: Receiver;
beforeEach(async () => {
  receiver = await startReceiver();
  vi.spyOn(console, "error").mockImplementation(() => {});
  await database.on["postgres-js direct"].delete(webhookEndpoints);
  await database.on["postgres-js direct"].delete(outbox);
});
afterEach(() => receiver.stop());

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];
  const deliver = (options: Partial<Parameters<typeof deliverMessages>[1]> = {}) =>
    deliverMessages(db(), { appUrl, isLocal: true, ...options });
  const makeDue = () =>
    db()
      .update(webhookMessages)
      .set({ dueAt: sql`now()` })
      .where(sql`${webhookMessages.dueAt} is not null`);

  test("an event arrives signed, once, and says when it happened", async () => {
    const { id, owner } = await team(db());
    const { secret, ...endpoint } = await anEndpoint(db(), owner, receiver);
    await emit(db(), id, { data: { name: "Zoë 'x' \\ \u2028" } });
    expect(await deliver()).toMatchObject({ delivered: 1, failed: 0, isDone: true });
    expect(await deliver()).toMatchObject({ delivered: 0, failed: 0 });
    const [message] = await messagesOf(db(), endpoint.id);
    const [request] = receiver.requests;
    if (!request || !message) throw new Error("Nothing arrived");
    expect(receiver.requests).toHaveLength(1);
    expect(verified(request, secret)).toEqual({
      type: "subscriber.created",
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      data: { name: "Zoë 'x' \\ \u2028" },
    });
    expect(request.headers).toMatchObject({
      "content-type": "application/json",
      "webhook-id": message.id,
    });
    expect(message).toMatchObject({ attempts: 1, dueAt: null, deliveredAt: expect.any(Date) });
    const [attempt] = await db().select().from(webhookAttempts);
    expect(attempt).toMatchObject({ number: 1, status: 204, failure: null, answer: "" });
  });

  test("only endpoints that listen to its type get an event, and none of another organization", async () => {
    const { id, owner } = await team(db());
    const other = await team(db());
    const listening = await anEndpoint(db(), owner, receiver);
    const elsewhere = await anEndpoint(db(), other.owner, receiver);
    const deaf = await anEndpoint(db(), owner, { ...receiver, events: ["campaign.sent"] });
    const off = await anEndpoint(db(), owner, receiver);
    await disableEndpoint(db(), owner, off.id);
    const gone = await anEndpoint(db(), owner, receiver);
    await deleteEndpoint(db(), owner, gone.id);
    await emit(db(), id);
    expect(await messagesOf(db(), listening.id)).toHaveLength(1);
    for (const one of [elsewhere, deaf, off, gone]) {
      expect(await messagesOf(db(), one.id)).toEqual([]);
    }
  });

  test("what fails is tried again at the times of the specification, with the same id, then given up", async () => {
    const { id, owner } = await team(db());
    const endpoint = await anEndpoint(db(), owner, receiver);
    receiver.answers(500);
    await emit(db(), id);
    for (const pause of pauses) {
      expect(await deliver()).toMatchObject({ failed: 1, givenUp: 0 });
      const [left] = await db()
        .select({ seconds: sql<number>`extract(epoch from due_at - now())::float` })
        .from(webhookMessages);
      expect(left?.seconds).toBeGreaterThan(pause - 5);
      expect(left?.seconds).toBeLessThanOrEqual(pause);
      await makeDue();
    }
    expect(await deliver()).toMatchObject({ failed: 0, givenUp: 1 });
    const [message] = await messagesOf(db(), endpoint.id);
    expect(message).toMatchObject({ dueAt: null, deliveredAt: null, attempts: pauses.length + 1 });
    expect(new Set(receiver.requests.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    expect(await db().select().from(webhookAttempts)).toHaveLength(pauses.length + 1);
  });

  test("a process that died after the request has it sent again, with the same id", async () => {
    const { id, owner } = await team(db());
    const { secret } = await anEndpoint(db(), owner, receiver);
    await emit(db(), id);
    const [claimed] = await claimMessages(db(), { count: 5, perEndpoint: 2 });
    if (!claimed) throw new Error("Nothing was claimed");
    // The request of the sender that then dies.
    const headers = { "webhook-id": claimed.id };
    await post({ url: claimed.url, headers, body: claimed.body }, { isLocal: true });
    expect(await claimMessages(db(), { count: 5, perEndpoint: 2 })).toEqual([]);
    await db().execute(sql`update webhook_messages
      set due_at = due_at - make_interval(secs => ${leaseSeconds}::integer)`);
    expect(await deliver()).toMatchObject({ delivered: 1 });
    const [first, second] = receiver.requests;
    expect(second?.headers["webhook-id"]).toBe(first?.headers["webhook-id"]);
    expect(second?.body).toBe(first?.body);
    if (second) verified(second, secret);
    // A sender that was only slow changes nothing any more.
    const late = { status: 500, failure: null, text: "", milliseconds: 1 };
    await settleMessage(db(), claimed, late, appUrl);
    const [message] = await db().select().from(webhookMessages);
    expect(message).toMatchObject({ dueAt: null, deliveredAt: expect.any(Date) });
  });

  test("many senders at once send each message once", async () => {
    const { id, owner } = await team(db());
    await anEndpoint(db(), owner, receiver);
    for (let count = 0; count < 12; count++) await emit(db(), id);
    const all = await Promise.all([deliver(), deliver(), deliver()]);
    await deliver();
    expect(all.some(({ failed }) => failed > 0)).toBe(false);
    const ids = receiver.requests.map(({ headers }) => headers["webhook-id"]);
    expect(new Set(ids).size).toBe(12);
    expect(ids).toHaveLength(12);
  });

  test("while a secret is rotated, both verify; a day later only the new one signs", async () => {
    const { id, owner } = await team(db());
    const { secret: old, ...endpoint } = await anEndpoint(db(), owner, receiver);
    const secret = newSecret();
    await rotateSecret(db(), owner, { id: endpoint.id, secretId: crypto.randomUUID(), secret });
    await emit(db(), id);
    await deliver();
    const [both] = receiver.requests;
    if (!both) throw new Error("Nothing arrived");
    verified(both, secret);
    verified(both, old);
    await db().update(webhookEndpoints).set({ previousUntil: sql`now()` });
    await emit(db(), id);
    await deliver();
    const [, alone] = receiver.requests;
    if (!alone) throw new Error("Nothing arrived");
    verified(alone, secret);
    expect(() => verified(alone, old)).toThrow();
  });

  test("410 disables the endpoint, and its owners are told", async () => {
    const { id, owner, join } = await team(db());
    await join("admin");
    const endpoint = await anEndpoint(db(), owner, receiver);
    receiver.answers(410);
    await emit(db(), id);
    await emit(db(), id);
    expect(await deliver({ perEndpoint: 1 })).toMatchObject({ disabled: 1 });
    expect(await endpointRow(db(), endpoint.id)).toMatchObject({
      disabledReason: "gone",
      disabledAt: expect.any(Date),
    });
    expect(receiver.requests).toHaveLength(1);
    const mails = await db().select().from(outbox);
    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatchObject({
      template: "webhook-endpoint-disabled",
      props: { url: receiver.url, reason: "gone", link: expect.stringContaining(endpoint.id) },
    });
    // Enabled again, it gets what waited for it.
    receiver.answers(204);
    await enableEndpoint(db(), owner, endpoint.id);
    await makeDue();
    await deliver();
    const messages = await messagesOf(db(), endpoint.id);
    expect(messages.every(({ deliveredAt }) => deliveredAt)).toBe(true);
  });

  test("an endpoint is disabled when everything has failed for 5 days, and not by one good answer between", async () => {
    const { id, owner } = await team(db());
    const endpoint = await anEndpoint(db(), owner, receiver);
    const age = (days: number) =>
      db()
        .update(webhookEndpoints)
        .set({ failingSince: sql`failing_since - make_interval(days => ${days}::integer)` });
    receiver.answers(503);
    await emit(db(), id);
    await deliver();
    expect((await endpointRow(db(), endpoint.id)).failingSince).not.toBeNull();
    await age(4);
    await makeDue();
    expect(await deliver()).toMatchObject({ failed: 1, disabled: 0 });
    receiver.answers(200);
    await makeDue();
    await deliver();
    expect((await endpointRow(db(), endpoint.id)).failingSince).toBeNull();
    receiver.answers(503);
    await emit(db(), id);
    await deliver();
    await age(6);
    await makeDue();
    expect(await deliver()).toMatchObject({ disabled: 1 });
    expect((await endpointRow(db(), endpoint.id)).disabledReason).toBe("failing");
    expect(await db().select().from(outbox)).toHaveLength(1);
  });

  test("redirects are not followed", async () => {
    const { id, owner } = await team(db());
    await anEndpoint(db(), owner, receiver);
    receiver.answers((response, { path }) =>
      path === "/in"
        ? response.writeHead(302, { location: "/elsewhere" }).end()
        : response.writeHead(200).end(),
    );
    await emit(db(), id);
    expect(await deliver()).toMatchObject({ failed: 1 });
    expect(receiver.requests.map(({ path }) => path)).toEqual(["/in"]);
  });

  test("an endless or huge answer is cut off, and its status counts", async () => {
    const { id, owner } = await team(db());
    await anEndpoint(db(), owner, receiver);
    receiver.answers((response) => {
      response.writeHead(200);
      const pour = () => {
        while (response.writable && response.write(`\0é${"x".repeat(10_000)}`));
      };
      response.on("drain", pour);
      pour();
    });
    await emit(db(), id);
    expect(await deliver()).toMatchObject({ delivered: 1 });
    const [attempt] = await db().select().from(webhookAttempts);
    expect(attempt?.answer).toBe(`é${"x".repeat(999)}`);
  });

  test("an endpoint that does not answer keeps no other organization waiting", async () => {
    const [slow, quick] = [await team(db()), await team(db())];
    const silent = await startReceiver();
    silent.answers(() => {});
    await anEndpoint(db(), slow.owner, silent);
    await anEndpoint(db(), quick.owner, receiver);
    for (let count = 0; count < 30; count++) await emit(db(), slow.id);
    await emit(db(), quick.id);
    const sending = deliver({ places: 4, perEndpoint: 2 });
    await vi.waitFor(() => expect(receiver.requests).toHaveLength(1), { timeout: 10_000 });
    expect(silent.requests.length).toBeLessThanOrEqual(2);
    await db().delete(webhookMessages).where(eq(webhookMessages.organizationId, slow.id));
    await silent.stop();
    await sending;
  });

  test("nothing is sent for an organization that was deleted", async () => {
    const { id, owner } = await team(db());
    await anEndpoint(db(), owner, receiver);
    await emit(db(), id);
    await db().execute(sql`update organizations set deleted_at = now() where id = ${id}::uuid`);
    expect(await deliver()).toMatchObject({ delivered: 0, failed: 0 });
    expect(receiver.requests).toEqual([]);
  });
});

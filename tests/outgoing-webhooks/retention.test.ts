import { eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { webhookAttempts, webhookEndpoints, webhookMessages } from "#drizzle/tables.ts";
import { rotateSecret } from "#lib/outgoing-webhooks/manage/rotate-secret.ts";
import { deleteEndpoint } from "#lib/outgoing-webhooks/manage/update.ts";
import { removeOldMessages } from "#lib/outgoing-webhooks/retention.ts";
import { newSecret } from "#lib/outgoing-webhooks/secret.ts";
import { drivers, testDatabase } from "../database.ts";
import { team } from "../organizations/team.ts";
import { anEndpoint, emit, endpointRow, messagesOf } from "./scene.ts";

const database = testDatabase();

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];

  test("messages go after 30 days, with their responses, and younger ones stay", async () => {
    const { id, owner } = await team(db());
    const endpoint = await anEndpoint(db(), owner);
    for (let count = 0; count < 5; count++) await emit(db(), id);
    const [young, ...old] = await messagesOf(db(), endpoint.id);
    for (const { id: messageId } of old) {
      await db()
        .insert(webhookAttempts)
        .values({ organizationId: id, messageId, number: 1, milliseconds: 1 });
      await db()
        .update(webhookMessages)
        .set({ createdAt: sql`now() - interval '31 days'` })
        .where(eq(webhookMessages.id, messageId));
    }
    expect(await removeOldMessages(db(), { batchSize: 2 })).toEqual({ messages: 4, endpoints: 0 });
    expect((await messagesOf(db(), endpoint.id)).map((left) => left.id)).toEqual([young?.id]);
    const attempts = await db()
      .select()
      .from(webhookAttempts)
      .where(eq(webhookAttempts.organizationId, id));
    expect(attempts).toEqual([]);
  });

  test("a deleted endpoint goes with all that was sent to it, in batches", async () => {
    const { id, owner } = await team(db());
    const endpoint = await anEndpoint(db(), owner);
    const other = await anEndpoint(db(), owner);
    for (let count = 0; count < 3; count++) await emit(db(), id);
    await deleteEndpoint(db(), owner, endpoint.id);
    expect(await removeOldMessages(db(), { batchSize: 2 })).toEqual({ messages: 3, endpoints: 1 });
    const left = await db()
      .select()
      .from(webhookEndpoints)
      .where(eq(webhookEndpoints.organizationId, id));
    expect(left.map((row) => row.id)).toEqual([other.id]);
    expect(await messagesOf(db(), other.id)).toHaveLength(3);
  });

  test("a secret that no longer signs is forgotten", async () => {
    const { owner } = await team(db());
    const { id, secret: old } = await anEndpoint(db(), owner);
    await rotateSecret(db(), owner, { id, secretId: crypto.randomUUID(), secret: newSecret() });
    await removeOldMessages(db());
    expect((await endpointRow(db(), id)).previousSecret).toBe(old);
    await db()
      .update(webhookEndpoints)
      .set({ previousUntil: sql`now() - interval '1 minute'` })
      .where(eq(webhookEndpoints.id, id));
    await removeOldMessages(db());
    expect(await endpointRow(db(), id)).toMatchObject({
      previousSecret: null,
      previousUntil: null,
    });
  });
});

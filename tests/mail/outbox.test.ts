import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { outbox } from "#drizzle/tables.ts";
import { deliverMail, pauseAfter } from "#lib/mail/deliver.ts";
import { maxAttempts } from "#lib/mail/outbox.ts";
import { removeOldMail } from "#lib/mail/retention.ts";
import type { Mail, SendMail } from "#lib/mail/send.ts";
import { drivers, testDatabase } from "../database.ts";

const database = testDatabase();
beforeEach(async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  await database.on["postgres-js direct"].delete(outbox);
});

const link = "https://app.example.com/reset-password?token=secret";

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];

  async function put(values: Partial<typeof outbox.$inferInsert> = {}) {
    const row = { recipient: "ada@example.test", template: "reset-password" };
    const props = { name: "Ada", link };
    const [made] = await db()
      .insert(outbox)
      .values({ ...row, props, ...values })
      .returning({ id: outbox.id });
    return made?.id ?? "";
  }
  const find = async (id: string) => (await db().select().from(outbox).where(eq(outbox.id, id)))[0];
  const makeDue = () => db().update(outbox).set({ dueAt: sql`now()` });

  test("a mail goes to its recipient once, and what was in it is erased", async () => {
    const id = await put();
    const sent: Mail[] = [];
    const send: SendMail = async (mail) => void sent.push(mail);
    expect(await deliverMail(db(), send)).toEqual({ sent: 1, failed: 0, givenUp: 0, isDone: true });
    expect(await deliverMail(db(), send)).toMatchObject({ sent: 0 });
    expect(sent).toMatchObject([{ id, recipient: "ada@example.test", text: expect.any(String) }]);
    expect(sent[0]?.text).toContain(link);
    expect(await find(id)).toMatchObject({ dueAt: null, failure: null, attempts: 1, props: {} });
    expect((await find(id))?.sentAt).toBeInstanceOf(Date);
  });

  test("one that fails is tried later and later, and given up in the end", async () => {
    const id = await put();
    const send: SendMail = async () => {
      throw new Error("Connection\nrefused");
    };
    for (let attempt = 1; attempt < maxAttempts; attempt++) {
      const before = Date.now();
      expect(await deliverMail(db(), send)).toMatchObject({ failed: 1 });
      expect(await deliverMail(db(), send)).toMatchObject({ failed: 0 });
      const row = await find(id);
      expect(row).toMatchObject({ attempts: attempt, failure: "Connection refused" });
      const pause = (Number(row?.dueAt) - before) / 1_000;
      expect(Math.abs(pause - pauseAfter(attempt))).toBeLessThan(30);
      await makeDue();
    }
    expect(await deliverMail(db(), send)).toMatchObject({ givenUp: 1 });
    expect(await find(id)).toMatchObject({ dueAt: null, sentAt: null, props: {} });
  });

  test("one that no attempt could finish is not tried for ever", async () => {
    const id = await put({ attempts: maxAttempts });
    const send: SendMail = async () => expect.unreachable();
    expect(await deliverMail(db(), send)).toMatchObject({ givenUp: 1 });
    expect(await find(id)).toMatchObject({ dueAt: null, props: {} });
  });

  test("one that this deployment cannot write waits for one that can", async () => {
    const id = await put({ template: "of-tomorrow" });
    const send: SendMail = async () => expect.unreachable();
    expect(await deliverMail(db(), send)).toMatchObject({ failed: 1 });
    expect(await find(id)).toMatchObject({ props: { name: "Ada", link } });
  });

  test("who was late does not put off what somebody else has claimed since", async () => {
    const id = await put();
    const send: SendMail = async () => {
      await db().update(outbox).set({ attempts: sql`attempts + 1` });
      throw new Error("Too late");
    };
    await deliverMail(db(), send);
    expect(await find(id)).toMatchObject({ attempts: 2, failure: null });
  });

  test("any number goes, and when time runs out the rest waits", async () => {
    for (let count = 0; count < 12; count++) await put();
    const sent: Mail[] = [];
    const send: SendMail = async (mail) => void sent.push(mail);
    expect(await deliverMail(db(), send, { budget: 0 })).toMatchObject({ sent: 0, isDone: false });
    expect(await deliverMail(db(), send)).toMatchObject({ sent: 12, isDone: true });
    expect(new Set(sent.map(({ id }) => id)).size).toBe(12);
  });

  test("what was sent or given up is forgotten after 90 days, and what is due is not", async () => {
    const createdAt = new Date(Date.now() - 91 * 24 * 60 * 60 * 1_000);
    await put({ createdAt, dueAt: null, sentAt: createdAt });
    await put({ createdAt, dueAt: null });
    const due = await put({ createdAt });
    const recent = await put({ dueAt: null });
    expect(await removeOldMail(db(), { batchSize: 1 })).toEqual({ removed: 2, isDone: true });
    const left = (await db().select().from(outbox)).map(({ id }) => id);
    expect(left.toSorted()).toEqual([due, recent].toSorted());
  });
});

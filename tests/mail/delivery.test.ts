import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { outbox } from "#drizzle/tables.ts";
import { parseEnvironment } from "#lib/env/environment.ts";
import { deliverMail } from "#lib/mail/deliver.ts";
import { claimMail, leaseSeconds } from "#lib/mail/outbox.ts";
import { smtpSender } from "#lib/mail/send.ts";
import { type MailStandIn, startMail } from "#local/smtp/server.ts";
import { drivers, testDatabase } from "../database.ts";

const database = testDatabase();
let standIn: MailStandIn;
beforeEach(async () => {
  standIn = await startMail();
  vi.spyOn(console, "error").mockImplementation(() => {});
  await database.on["postgres-js direct"].delete(outbox);
});
afterEach(() => standIn.stop());

function sender() {
  const { read, pooled } = database;
  const env = { DATABASE_URL: pooled, DATABASE_URL_READ: read, BETTER_AUTH_SECRET: "x".repeat(32) };
  const { SMTP_URL, MAIL_FROM } = parseEnvironment({ ...env, ...standIn.env });
  if (!SMTP_URL || !MAIL_FROM) throw new Error("unreachable");
  return smtpSender({ url: SMTP_URL, from: MAIL_FROM });
}

const link = "https://app.example.com/reset-password?token=a-secret_token";
const messageIds = () => standIn.box.list().map(({ messageId }) => messageId);

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];
  const deliver = () => deliverMail(db(), sender());
  const put = (count: number, values: Partial<typeof outbox.$inferInsert> = {}) =>
    db()
      .insert(outbox)
      .values(
        Array.from({ length: count }, () => ({
          recipient: `${crypto.randomUUID()}@example.test`,
          template: "reset-password",
          props: { name: "Ada", link },
          ...values,
        })),
      )
      .returning();
  const all = () => db().select().from(outbox);
  const makeDue = () => db().update(outbox).set({ dueAt: sql`now()` });

  test("a mail arrives with its subject, both forms and its link", async () => {
    const [row] = await put(1);
    await deliver();
    const [mail] = standIn.box.list();
    expect(mail).toMatchObject({
      recipients: [row?.recipient],
      from: standIn.env.MAIL_FROM,
      subject: "Reset your password",
      messageId: `<${row?.id}@penning.test>`,
      links: [link],
    });
    expect(mail?.html).toContain(`href="${link}"`);
    expect(mail?.headers).toContainEqual({ name: "Auto-Submitted", value: "auto-generated" });
  });

  test("8 deliverers at once send each mail once", async () => {
    const rows = await put(40);
    const totals = await Promise.all(Array.from({ length: 8 }, deliver));
    expect(totals.reduce((sum, { sent }) => sum + sent, 0)).toBe(40);
    expect(messageIds().toSorted()).toEqual(
      rows.map(({ id }) => `<${id}@penning.test>`).toSorted(),
    );
    for (const row of await all())
      expect(row).toMatchObject({ dueAt: null, props: {}, attempts: 1 });
  });

  test("what the server cannot take now is tried again, and arrives once", async () => {
    await put(1);
    standIn.refuse({ kind: "temporary", times: 1 });
    expect(await deliver()).toMatchObject({ failed: 1 });
    expect(await all()).toMatchObject([{ failure: expect.stringContaining("451"), attempts: 1 }]);
    expect(await deliver()).toMatchObject({ sent: 0 });
    await makeDue();
    expect(await deliver()).toMatchObject({ sent: 1 });
    expect(messageIds()).toHaveLength(1);
  });

  test("a recipient that does not exist is not tried again, and the others get theirs", async () => {
    const [gone] = await put(1);
    await put(3);
    standIn.refuse({ kind: "permanent", times: 1, to: gone?.recipient });
    expect(await deliver()).toMatchObject({ sent: 3, givenUp: 1 });
    expect((await all()).find(({ id }) => id === gone?.id)).toMatchObject({
      dueAt: null,
      sentAt: null,
      props: {},
      failure: expect.stringContaining("550"),
    });
  });

  test("a connection that breaks off costs an attempt, not the mail", async () => {
    await put(1);
    standIn.refuse({ kind: "drop", times: 1 });
    expect(await deliver()).toMatchObject({ failed: 1 });
    expect(messageIds()).toEqual([]);
    await makeDue();
    expect(await deliver()).toMatchObject({ sent: 1 });
  });

  test("a mail whose answer was lost comes again as the same mail", async () => {
    await put(1);
    standIn.refuse({ kind: "lost-answer", times: 1 });
    expect(await deliver()).toMatchObject({ failed: 1 });
    await makeDue();
    expect(await deliver()).toMatchObject({ sent: 1 });
    expect(messageIds()).toHaveLength(2);
    expect(new Set(messageIds()).size).toBe(1);
  });

  test("what a killed sender had claimed is sent when the claim has run out, not before", async () => {
    const [row] = await put(1);
    expect(await claimMail(db(), 1)).toMatchObject([{ id: row?.id, attempts: 1 }]);
    expect(await deliver()).toMatchObject({ sent: 0 });
    await db()
      .update(outbox)
      .set({ dueAt: sql`due_at - make_interval(secs => ${leaseSeconds}::integer)` });
    expect(await deliver()).toMatchObject({ sent: 1 });
    expect(messageIds()).toEqual([`<${row?.id}@penning.test>`]);
  });

  test("a mail server that is not there costs an attempt", async () => {
    await put(1);
    const send = sender();
    await standIn.stop();
    expect(await deliverMail(db(), send)).toMatchObject({ failed: 1 });
    standIn = await startMail();
  });

  test.each([
    "ada@example.test\r\nBcc: eve@example.test",
    "ada@example.test, eve@example.test",
    "Ada <ada@example.test>, eve@example.test",
    "ada@example.test>\r\nRCPT TO:<eve@example.test",
  ])("nobody gets mail to %j", async (recipient) => {
    await put(1, { recipient });
    expect(await deliver()).toMatchObject({ givenUp: 1 });
    expect(standIn.box.list()).toEqual([]);
    expect(await all()).toMatchObject([{ dueAt: null, props: {} }]);
  });

  test("names make no headers", async () => {
    const name = "Acme\r\nBcc: eve@example.test\r\n\r\n<script>alert(1)</script>";
    const expiresAt = new Date().toISOString();
    const props = { organization: name, inviter: name, role: "member", link, expiresAt };
    const [row] = await put(1, { template: "invitation", props });
    await deliver();
    const [mail] = standIn.box.list();
    expect(mail?.recipients).toEqual([row?.recipient]);
    expect(mail?.headers.map(({ name }) => name)).not.toContain("Bcc");
    expect(mail?.subject).toMatch(/^Acme Bcc/);
    expect(mail?.html).not.toContain("<script>alert");
  });

  test("a mail whose failure cannot be written down stops no other, and is reported once", async () => {
    const told = vi.mocked(console.error);
    const [stuck] = await put(1, { recipient: "two@example.test, more@example.test" });
    const others = await put(12);
    await db().execute(sql`create function be_stuck() returns trigger language plpgsql as $$
      begin raise 'stuck'; end $$`);
    await db().execute(sql`create trigger be_stuck before update on outbox for each row
      when (new.failure is not null) execute function be_stuck()`);
    onTestFinished(async () => {
      await db().execute(sql`drop function be_stuck() cascade`);
    });
    told.mockClear();
    expect(await deliver()).toMatchObject({ sent: 12, failed: 1, isDone: true });
    expect(messageIds()).toHaveLength(others.length);
    const lines = told.mock.calls.map(([line]) => JSON.parse(String(line)));
    expect(lines).toMatchObject([{ event: "mail_not_put_off", id: stuck?.id, code: "P0001" }]);
  });
});

import { eq, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import {
  campaignLetters,
  campaignLinks,
  campaignRuns,
  campaignSends,
  campaigns,
  listSubscriptions,
  sendingSlots,
  subscribers,
  suppressions,
} from "#drizzle/tables.ts";
import { localSecret } from "#lib/products/newsletter/secret.ts";
import { claimMails } from "#lib/products/newsletter/sending/claim.ts";
import { finishRuns } from "#lib/products/newsletter/sending/finish.ts";
import { queueAudiences } from "#lib/products/newsletter/sending/queue.ts";
import { runNewsletter } from "#lib/products/newsletter/sending/run.ts";
import { leaveSlot, takeSlot } from "#lib/products/newsletter/sending/slot.ts";
import { startDue } from "#lib/products/newsletter/sending/start.ts";
import { step } from "#lib/products/newsletter/sending/step.ts";
import { type MailStandIn, startMail } from "#local/smtp/server.ts";
import { drivers, testDatabase } from "../../../database.ts";
import { appUrl, dueCampaign } from "./campaign.ts";

const database = testDatabase();
const limits = { rate: 10_000, daily: null, senders: 4, connections: 5 };
let standIn: MailStandIn;
beforeAll(() => {
  vi.stubEnv("NEWSLETTER_SECRET", localSecret);
});
afterAll(() => vi.unstubAllEnvs());
beforeEach(async () => {
  standIn = await startMail();
  vi.spyOn(console, "error").mockImplementation(() => {});
  // Nothing that another test left is due.
  const db = database.on["postgres-js direct"];
  await db.update(campaigns).set({ status: "draft" });
  await db.delete(sendingSlots);
});
afterEach(() => standIn.stop());

const options = () => ({
  url: standIn.env.SMTP_URL,
  from: { name: "Penning", address: "mail@penning.test" },
  appUrl,
  limits,
});

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];
  const run = () => runNewsletter(db(), { budget: 60_000, options: options() });

  test("a campaign that is due goes to everybody on its list, once, and is sent", async () => {
    const campaign = await dueCampaign(db(), 60, {
      person: (number) => ({ name: number === 0 ? "Ada Lovelace" : null }),
    });
    expect(await run()).toMatchObject({
      started: 1,
      queued: 60,
      sent: 60,
      finished: 1,
      isDone: true,
    });
    const mails = standIn.box.list();
    expect(mails.flatMap(({ recipients }) => recipients).toSorted()).toEqual(
      campaign.people.map(({ email }) => email).toSorted(),
    );
    const sends = await campaign.sends();
    expect(mails.map(({ messageId }) => messageId).toSorted()).toEqual(
      sends.map(({ id }) => `<${id}@penning.test>`).toSorted(),
    );
    for (const row of sends) {
      expect(row).toMatchObject({ status: "delivered", sentAt: expect.any(Date), attempts: 1 });
    }
    expect(await campaign.row()).toMatchObject({ status: "sent", finishedAt: expect.any(Date) });
    expect(await campaign.run()).toMatchObject({ recipients: 60, finishedAt: expect.any(Date) });
    expect(await campaign.figures()).toMatchObject({ sent: 60, bounced: 0, uncertain: 0 });
    const mail = standIn.box.list(campaign.people[0]?.email)[0];
    expect(mail).toMatchObject({
      subject: "News for Ada",
      from: expect.stringContaining("A team"),
    });
    expect(mail?.text).toContain("Hello Ada Lovelace,");
    expect(await db().$count(sendingSlots)).toBe(0);
    // Again changes nothing.
    expect(await run()).toMatchObject({ started: 0, queued: 0, sent: 0 });
  });

  test("who leaves, is suppressed or erased between start and turn gets nothing", async () => {
    const campaign = await dueCampaign(db(), 4);
    await startDue(db());
    await queueAudiences(db(), { appUrl });
    const [left, gone, erased, stays] = campaign.people;
    if (!left || !gone || !erased || !stays) throw new Error("unreachable");
    await db()
      .update(subscribers)
      .set({ status: "unsubscribed" })
      .where(eq(subscribers.id, left.id));
    await db()
      .insert(suppressions)
      .values({
        ...{ organizationId: gone.organizationId, reason: "complaint" },
        addressHash: String(gone.addressHash),
      });
    await db().delete(subscribers).where(eq(subscribers.id, erased.id));
    await run();
    expect(standIn.box.list().flatMap(({ recipients }) => recipients)).toEqual([stays.email]);
    const reasons = (await campaign.sends()).map(({ droppedReason }) => droppedReason);
    expect(reasons.toSorted()).toEqual(["left", "suppressed", null].toSorted());
    expect(await campaign.row()).toMatchObject({ status: "sent" });
  });

  test("a campaign without an audience is sent at once, to nobody", async () => {
    const campaign = await dueCampaign(db(), 0);
    expect(await run()).toMatchObject({ started: 1, queued: 0, sent: 0, finished: 1 });
    expect(await campaign.row()).toMatchObject({ status: "sent" });
  });

  test("a campaign that is found a day late is held, and asks", async () => {
    const campaign = await dueCampaign(db(), 3, {
      campaign: { scheduledAt: new Date(Date.now() - 25 * 3_600_000) },
    });
    expect(await run()).toMatchObject({ started: 0, held: 1, sent: 0 });
    expect(await campaign.row()).toMatchObject({ heldReason: "late", startedAt: null });
  });

  test("what it sends and to whom is decided at the start", async () => {
    const campaign = await dueCampaign(db(), 2);
    await startDue(db());
    await campaign.change({ subject: "Another", content: "Another" });
    const [late] = await db()
      .insert(subscribers)
      .values({
        ...campaign.people[0],
        id: crypto.randomUUID(),
        email: `late.${crypto.randomUUID()}@example.test`,
      } as typeof subscribers.$inferInsert)
      .returning();
    await db()
      .insert(listSubscriptions)
      .values({
        ...{ organizationId: campaign.organization.id, listId: campaign.list.id },
        subscriberId: String(late?.id),
      });
    await run();
    expect(standIn.box.list().map(({ subject }) => subject)).toEqual([
      "News for you",
      "News for you",
    ]);
    expect(await db().$count(campaignLetters, eq(campaignLetters.campaignId, campaign.id))).toBe(1);
    const links = await db()
      .select()
      .from(campaignLinks)
      .where(eq(campaignLinks.campaignId, campaign.id));
    expect(links).toMatchObject([{ number: 0, target: "https://example.com/?who={{email}}" }]);
  });

  test("the queue is written in parts, and goes on where a dead function stopped", async () => {
    const campaign = await dueCampaign(db(), 25);
    await startDue(db());
    const once = new AbortController();
    await queueAudiences(
      {
        execute(statement) {
          once.abort();
          return db().execute(statement);
        },
      },
      { appUrl, size: 10, signal: once.signal },
    );
    await queueAudiences(db(), { appUrl, size: 10 });
    expect(await campaign.sends()).toHaveLength(25);
    expect(await campaign.run()).toMatchObject({ recipients: 25, queuedAt: expect.any(Date) });
  });

  test("several who start and queue at once do it once", async () => {
    const campaign = await dueCampaign(db(), 30);
    const all = await Promise.all(Array.from({ length: 4 }, () => startDue(db())));
    expect(all.reduce((sum, { started }) => sum + started, 0)).toBe(1);
    await Promise.all(Array.from({ length: 4 }, () => queueAudiences(db(), { appUrl, size: 7 })));
    await queueAudiences(db(), { appUrl, size: 7 });
    expect(await campaign.run()).toMatchObject({ recipients: 30 });
    expect(await campaign.sends()).toHaveLength(30);
  });

  test("there are as many senders as slots, and a dead one's is free when its lease ends", async () => {
    const holders = Array.from({ length: 3 }, () => crypto.randomUUID());
    const taken = await Promise.all(holders.map((holder) => takeSlot(db(), holder, 2)));
    expect(taken.filter(Boolean)).toHaveLength(2);
    await db().update(sendingSlots).set({ leaseUntil: sql`now() - interval '1 second'` });
    expect(await takeSlot(db(), crypto.randomUUID(), 2)).toBe(true);
    for (const holder of holders) await leaveSlot(db(), holder);
    expect(await db().$count(sendingSlots)).toBe(1);
  });

  test("a claim is of one sender until its lease ends, and at the pace of the mail server", async () => {
    await dueCampaign(db(), 80);
    await startDue(db());
    await queueAudiences(db(), { appUrl });
    const [one, two] = [crypto.randomUUID(), crypto.randomUUID()];
    for (const holder of [one, two]) await takeSlot(db(), holder, 4);
    const first = await claimMails(db(), one, 50, limits);
    const second = await claimMails(db(), two, 50, limits);
    expect(first.ids).toHaveLength(50);
    expect(second.ids).toHaveLength(30);
    expect(new Set([...first.ids, ...second.ids]).size).toBe(80);
    const [mine = ""] = first.ids;
    expect((await step(db(), two, { accepted: null, next: mine })).intended).toBeNull();
    expect((await step(db(), one, { accepted: null, next: mine })).intended).toMatchObject({
      id: mine,
    });
    expect((await claimMails(db(), crypto.randomUUID(), 50, limits)).hasSlot).toBe(false);
  });

  test("no more mails are claimed than the mail server takes in the next seconds, or that day", async () => {
    await dueCampaign(db(), 80);
    await startDue(db());
    await queueAudiences(db(), { appUrl });
    const holder = crypto.randomUUID();
    await takeSlot(db(), holder, 4);
    await db().execute(sql`update sending_buckets set tokens = 0, filled_at = now(), day = null`);
    const slow = await claimMails(db(), holder, 50, { rate: 1, daily: null });
    expect(slow.ids).toHaveLength(20);
    expect(slow.rate).toBe(1);
    expect((await claimMails(db(), holder, 50, { rate: 1, daily: null })).ids).toHaveLength(0);
    expect((await claimMails(db(), holder, 50, { rate: 1_000, daily: 25 })).ids).toHaveLength(5);
    expect((await claimMails(db(), holder, 50, { rate: 1_000, daily: 25 })).ids).toHaveLength(0);
  });

  test("a paused campaign stops within a mail a connection, and goes on where it was", async () => {
    const campaign = await dueCampaign(db(), 40);
    await startDue(db());
    await queueAudiences(db(), { appUrl });
    const holder = crypto.randomUUID();
    await takeSlot(db(), holder, 4);
    const { ids } = await claimMails(db(), holder, 10, limits);
    await campaign.change({ pausedAt: new Date(), pausedReason: "member" });
    expect(await step(db(), holder, { accepted: null, next: ids[0] ?? "" })).toEqual({
      intended: null,
      isSending: false,
    });
    expect(await run()).toMatchObject({ sent: 0 });
    await campaign.change({ pausedAt: null, pausedReason: null });
    await campaign.makeDue();
    expect(await run()).toMatchObject({ sent: 40, finished: 1 });
    expect(standIn.box.list()).toHaveLength(40);
  });

  test("what is left of a cancelled campaign is dropped, and the run ends", async () => {
    const campaign = await dueCampaign(db(), 10);
    await startDue(db());
    await queueAudiences(db(), { appUrl });
    await campaign.change({ status: "sent", cancelledAt: new Date() });
    expect(await finishRuns(db())).toEqual({ finished: 1 });
    const reasons = (await campaign.sends()).map(({ droppedReason }) => droppedReason);
    expect(new Set(reasons)).toEqual(new Set(["cancelled"]));
    expect(await run()).toMatchObject({ sent: 0 });
  });

  test("two subjects are tested by a share, and the rest gets the one with more clicks", async () => {
    const campaign = await dueCampaign(db(), 60, {
      campaign: { subject: "One", subjectB: "Two", testShare: 50, testMinutes: 60 },
    });
    const first = await run();
    const rows = await campaign.sends();
    const tested = rows.filter(({ sentAt }) => sentAt !== null);
    expect(first).toMatchObject({ queued: 60, sent: tested.length, finished: 0 });
    expect(tested.length).toBeGreaterThan(10);
    expect(tested.length).toBeLessThan(50);
    const second = tested.filter(({ variant }) => variant === 1);
    expect(Math.abs(second.length * 2 - tested.length)).toBeLessThanOrEqual(1);
    expect(standIn.box.list().filter(({ subject }) => subject === "Two")).toHaveLength(
      second.length,
    );
    // Nothing happens before its time.
    expect(await run()).toMatchObject({ sent: 0, finished: 0 });
    const [clicked] = second;
    await db()
      .update(campaignSends)
      .set({ firstClickedAt: new Date() })
      .where(eq(campaignSends.id, String(clicked?.id)));
    await db()
      .update(campaignRuns)
      .set({ queuedAt: sql`now() - interval '61 minutes'` })
      .where(eq(campaignRuns.campaignId, campaign.id));
    expect(await run()).toMatchObject({ sent: 60 - tested.length, finished: 1 });
    expect(await campaign.row()).toMatchObject({ testWinner: "b", status: "sent" });
    expect(standIn.box.list().filter(({ subject }) => subject === "Two")).toHaveLength(
      60 - tested.length + second.length,
    );
  });
});

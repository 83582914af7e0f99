import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import {
  campaignRuns,
  campaignStats,
  campaigns,
  newsletterSettings,
  outbox,
  sendingBuckets,
  sendingSlots,
  subscriberEvents,
  subscribers,
  suppressions,
} from "#drizzle/tables.ts";
import { localSecret } from "#lib/products/newsletter/secret.ts";
import { watchFigures } from "#lib/products/newsletter/sending/breaker.ts";
import { claimMails } from "#lib/products/newsletter/sending/claim.ts";
import { queueAudiences } from "#lib/products/newsletter/sending/queue.ts";
import { runNewsletter } from "#lib/products/newsletter/sending/run.ts";
import { takeSlot } from "#lib/products/newsletter/sending/slot.ts";
import { startDue } from "#lib/products/newsletter/sending/start.ts";
import { step } from "#lib/products/newsletter/sending/step.ts";
import { type Answer, type Sink, startSink } from "../../../../bench/newsletter/sink.ts";
import { drivers, testDatabase } from "../../../database.ts";
import { nothingUncaught } from "../../../nothing-uncaught.ts";
import { appUrl, dueCampaign } from "./campaign.ts";

nothingUncaught();
const database = testDatabase();
const limits = { rate: 10_000, daily: null, senders: 4, connections: 5 };
const sinks: Sink[] = [];
beforeAll(() => {
  vi.stubEnv("NEWSLETTER_SECRET", localSecret);
});
afterAll(() => vi.unstubAllEnvs());
beforeEach(async () => {
  const db = database.on["postgres-js direct"];
  await db.update(campaigns).set({ status: "draft" });
  await db.delete(sendingSlots);
  await db.delete(sendingBuckets);
  await db.delete(outbox);
});
afterEach(async () => {
  for (const sink of sinks.splice(0)) await sink.close();
});

async function sinkThat(options: Parameters<typeof startSink>[0]): Promise<Sink> {
  const sink = await startSink(options);
  sinks.push(sink);
  return sink;
}

/** Answers the first attempt to a certain address so, and takes everything else. */
const once =
  (first: Answer) =>
  (to: string, attempt: number): Answer =>
    to.startsWith("reader0.") && attempt === 1 ? first : "take";

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];
  const run = (url: string) =>
    runNewsletter(db(), {
      budget: 60_000,
      options: {
        ...{ url, limits, appUrl },
        from: { name: "Penning", address: "mail@penning.test" },
      },
    });
  const rowOf = async (campaign: Awaited<ReturnType<typeof dueCampaign>>, number = 0) =>
    (await campaign.sends()).find(
      ({ subscriberId }) => subscriberId === campaign.people[number]?.id,
    );

  test.each(["451 4.3.0 Try again later", "452 4.2.2 Mailbox full", "421 4.3.2 Shutting down"])(
    "after %s the same mail comes again a minute later, and nobody bounced",
    async (reply) => {
      const sink = await sinkThat({ answer: once({ at: "recipient", reply }) });
      const campaign = await dueCampaign(db(), 6);
      expect(await run(sink.url)).toMatchObject({ sent: 5, failed: 1, finished: 0 });
      const row = await rowOf(campaign);
      expect(row).toMatchObject({
        sentAt: null,
        droppedReason: null,
        attemptedAt: null,
        attempts: 1,
      });
      expect(row?.reply).toContain(reply.slice(0, 3));
      const wait = Number(row?.dueAt) - Date.now();
      expect(wait).toBeGreaterThan(30_000);
      expect(wait).toBeLessThan(70_000);
      await campaign.makeDue();
      expect(await run(sink.url)).toMatchObject({ sent: 1, finished: 1 });
      expect(sink.caught).toHaveLength(6);
    },
  );

  test("when the server says that it comes too fast, the pace is halved, once", async () => {
    const answer: Answer = { at: "recipient", reply: "454 4.7.0 Throttling" };
    const sink = await sinkThat({ answer: (_, attempt) => (attempt === 1 ? answer : "take") });
    const campaign = await dueCampaign(db(), 6);
    await run(sink.url);
    expect(await db().select().from(sendingBuckets)).toMatchObject([{ pace: 50 }]);
    await campaign.makeDue();
    expect(await run(sink.url)).toMatchObject({ sent: 6 });
  });

  test("a mailbox that does not exist bounces: the address is suppressed, and the others get theirs", async () => {
    const sink = await sinkThat({
      answer: once({ at: "recipient", reply: "550 5.1.1 No such mailbox" }),
    });
    const campaign = await dueCampaign(db(), 4);
    expect(await run(sink.url)).toMatchObject({ sent: 3, failed: 1, finished: 1 });
    expect(await rowOf(campaign)).toMatchObject({ status: "bounced", droppedReason: "bounced" });
    expect(await campaign.figures()).toMatchObject({ sent: 3, bounced: 1 });
    const gone = String(campaign.people[0]?.id);
    const people = await db().select().from(subscribers).where(eq(subscribers.id, gone));
    expect(people).toMatchObject([{ status: "bounced", bouncedAt: expect.any(Date) }]);
    const hash = String(campaign.people[0]?.addressHash);
    expect(
      await db().select().from(suppressions).where(eq(suppressions.addressHash, hash)),
    ).toMatchObject([{ reason: "bounce" }]);
    expect(
      await db().select().from(subscriberEvents).where(eq(subscriberEvents.subscriberId, gone)),
    ).toMatchObject([{ kind: "bounced", details: { campaign: campaign.id, isGone: true } }]);
  });

  test("a full mailbox bounces once and stays subscribed; a delivery forgets it", async () => {
    const sink = await sinkThat({
      answer: once({ at: "recipient", reply: "552 5.2.2 Mailbox full" }),
    });
    const campaign = await dueCampaign(db(), 1);
    await run(sink.url);
    const person = () =>
      db()
        .select()
        .from(subscribers)
        .where(eq(subscribers.id, String(campaign.people[0]?.id)));
    expect(await person()).toMatchObject([{ status: "subscribed", softBounces: 1 }]);
    const [next] = await db()
      .insert(campaigns)
      .values({
        ...{ organizationId: campaign.organization.id, listId: campaign.list.id, subject: "Again" },
        ...{ status: "scheduled", scheduledAt: new Date() },
      })
      .returning();
    await run(sink.url);
    expect(next).toBeDefined();
    expect(await person()).toMatchObject([{ softBounces: 0, softBouncedSince: null }]);
  });

  test.each([
    ["sender", "550 5.7.1 Sender not allowed"],
    ["content", "554 5.7.0 Content rejected"],
  ] as const)("a refusal of the %s pauses the campaign, and blames nobody", async (at, reply) => {
    const sink = await sinkThat({
      answer: () => ({ at: at === "sender" ? "recipient" : at, reply }),
    });
    const campaign = await dueCampaign(db(), 30);
    expect(await run(sink.url)).toMatchObject({ sent: 0, finished: 0 });
    expect(await campaign.row()).toMatchObject({
      pausedReason: "refused",
      pausedAt: expect.any(Date),
    });
    for (const row of await campaign.sends()) {
      expect(row).toMatchObject({
        droppedReason: null,
        sentAt: null,
        attemptedAt: null,
        attempts: 0,
      });
    }
    expect(await campaign.figures()).toMatchObject({ bounced: 0 });
    expect(await db().select().from(outbox)).toMatchObject([
      { template: "campaign-paused", props: { reason: "refused", reply } },
    ]);
  });

  test("a mail server that is not there pauses the campaign at the 20th attempt in a row", async () => {
    const sink = await sinkThat({});
    const gone = await startSink({});
    await gone.close();
    const campaign = await dueCampaign(db(), 30);
    await startDue(db());
    await db().update(campaignRuns).set({ failures: 16 });
    await run(gone.url);
    expect(await campaign.row()).toMatchObject({ pausedReason: "connection" });
    expect(await db().select().from(outbox)).toMatchObject([{ props: { reason: "connection" } }]);
    await campaign.change({ pausedAt: null, pausedReason: null });
    await campaign.makeDue();
    expect(await run(sink.url)).toMatchObject({ sent: 30, finished: 1 });
    expect(await campaign.run()).toMatchObject({ failures: 0 });
    expect(sink.caught).toHaveLength(30);
  });

  // It takes the ten seconds for which a sender waits.
  test.skipIf(driver !== "postgres-js direct")(
    "a mail server that takes the connection and says nothing counts as not there",
    async () => {
      const sink = await sinkThat({ greeting: () => null });
      const campaign = await dueCampaign(db(), 1);
      await startDue(db());
      await db().update(campaignRuns).set({ failures: 19 });
      await run(sink.url);
      expect(await campaign.row()).toMatchObject({ pausedReason: "connection" });
    },
  );

  test("a connection that ends before the content was taken costs an attempt, and no double", async () => {
    const sink = await sinkThat({ answer: once({ at: "recipient", reply: "421 4.4.2 Bye" }) });
    const campaign = await dueCampaign(db(), 5);
    await run(sink.url);
    expect(await rowOf(campaign)).toMatchObject({ uncertainAt: null, attemptedAt: null });
    await campaign.makeDue();
    await run(sink.url);
    expect(sink.caught).toHaveLength(5);
  });

  test("a mail whose answer was lost is uncertain, and goes out once more as the same mail", async () => {
    const sink = await sinkThat({ answer: once("lose-answer") });
    const campaign = await dueCampaign(db(), 5);
    expect(await run(sink.url)).toMatchObject({ sent: 4, failed: 1, finished: 0 });
    expect(await rowOf(campaign)).toMatchObject({
      uncertainAt: expect.any(Date),
      attemptedAt: expect.any(Date),
    });
    await campaign.makeDue();
    expect(await run(sink.url)).toMatchObject({ sent: 1, finished: 1 });
    const twice = sink.caught.filter(({ to }) => to === campaign.people[0]?.email);
    expect(twice).toHaveLength(2);
    expect(new Set(twice.map(({ messageId }) => messageId)).size).toBe(1);
    expect(await rowOf(campaign)).toMatchObject({ uncertainTimes: 1, sentAt: expect.any(Date) });
    expect(await campaign.figures()).toMatchObject({ sent: 5, bounced: 0, uncertain: 1 });
  });

  test("where the owner is to be asked, an uncertain mail waits", async () => {
    const sink = await sinkThat({ answer: once("lose-answer") });
    const campaign = await dueCampaign(db(), 3);
    await db()
      .insert(newsletterSettings)
      .values({ organizationId: campaign.organization.id, whenUncertain: "ask" });
    await run(sink.url);
    await campaign.makeDue();
    expect(await run(sink.url)).toMatchObject({ sent: 0, finished: 0 });
    expect(await rowOf(campaign)).toMatchObject({ uncertainAt: expect.any(Date), sentAt: null });
    expect(await campaign.row()).toMatchObject({ pausedReason: "uncertain" });
    expect(await db().select().from(outbox)).toMatchObject([{ props: { reason: "uncertain" } }]);
    expect(sink.caught).toHaveLength(3);
    // Whoever resumes it has it sent once more.
    await campaign.change({ pausedAt: null, pausedReason: null });
    expect(await run(sink.url)).toMatchObject({ sent: 1, finished: 1 });
    expect(sink.caught).toHaveLength(4);
  });

  test("after a kill, what was claimed goes out as if nothing had been; what was begun is uncertain", async () => {
    const sink = await sinkThat({});
    const campaign = await dueCampaign(db(), 8);
    await startDue(db());
    await queueAudiences(db(), { appUrl });
    const dead = crypto.randomUUID();
    await takeSlot(db(), dead, 4);
    const { ids } = await claimMails(db(), dead, 5, limits);
    await step(db(), dead, { accepted: null, next: ids[0] ?? "" });
    expect(await run(sink.url)).toMatchObject({ sent: 3, finished: 0 });
    await campaign.makeDue();
    expect(await run(sink.url)).toMatchObject({ sent: 5, finished: 1 });
    expect(sink.caught).toHaveLength(8);
    const uncertain = (await campaign.sends()).filter(({ uncertainAt }) => uncertainAt !== null);
    expect(uncertain.map(({ id }) => id)).toEqual([ids[0]]);
    // The dead one wakes up.
    expect(await step(db(), dead, { accepted: null, next: ids[1] ?? "" })).toMatchObject({
      intended: null,
    });
  });

  test("an address with such letters is refused where the server does not take them; the rest goes on", async () => {
    const sink = await sinkThat({ takesUtf8: false });
    const campaign = await dueCampaign(db(), 3, {
      person: (number) =>
        number === 0 ? { email: `jörg.${crypto.randomUUID()}@mail.example` } : {},
    });
    expect(await run(sink.url)).toMatchObject({ sent: 2, failed: 1, finished: 1 });
    expect(await rowOf(campaign)).toMatchObject({ droppedReason: "address" });
    const other = await sinkThat({ takesUtf8: true });
    await dueCampaign(db(), 1, {
      person: () => ({ email: `jörg.${crypto.randomUUID()}@mail.example` }),
    });
    expect(await run(other.url)).toMatchObject({ sent: 1 });
  });

  test("more than 5% bounces in 500 mails pause a campaign by itself, and the owner is told once", async () => {
    const campaign = await dueCampaign(db(), 1);
    await startDue(db());
    const organizationId = campaign.organization.id;
    const hour = { campaignId: campaign.id, organizationId, hour: new Date(0) };
    await db()
      .insert(campaignStats)
      .values({ ...hour, shard: 0, sent: 475, bounced: 20 });
    expect(await watchFigures(db(), appUrl)).toBe(0);
    await db()
      .insert(campaignStats)
      .values({ ...hour, shard: 1, bounced: 6 });
    expect(await watchFigures(db(), appUrl)).toBe(1);
    expect(await watchFigures(db(), appUrl)).toBe(0);
    expect(await campaign.row()).toMatchObject({ pausedReason: "bounces" });
    // A member has decided.
    await campaign.change({ pausedAt: null, pausedReason: null });
    expect(await watchFigures(db(), appUrl)).toBe(0);
    expect(await db().select().from(outbox)).toMatchObject([
      { props: { reason: "bounces", link: expect.stringContaining(`/campaigns/${campaign.id}`) } },
    ]);
  });
});

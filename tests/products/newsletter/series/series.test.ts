import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import {
  campaigns,
  creditGrants,
  listSubscriptions,
  outbox,
  segments,
  sendingSlots,
  series,
  seriesSteps,
  subscribers,
} from "#drizzle/tables.ts";
import { spendCredits } from "#lib/billing/metering/spend.ts";
import { localSecret } from "#lib/products/newsletter/secret.ts";
import { pauseCampaign } from "#lib/products/newsletter/sending/breaker.ts";
import { runNewsletter } from "#lib/products/newsletter/sending/run.ts";
import { joinFromSegment } from "#lib/products/newsletter/series/join.ts";
import { runSeries } from "#lib/products/newsletter/series/run.ts";
import { type MailStandIn, startMail } from "#local/smtp/server.ts";
import { balanceAt } from "../../../billing/metering/tenant.ts";
import { drivers, testDatabase } from "../../../database.ts";
import { aSeries } from "./scene.ts";

const database = testDatabase();
const appUrl = "https://app.example.com";
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
  await db.update(series).set({ archivedAt: new Date() });
  await db.delete(sendingSlots);
});
afterEach(() => standIn.stop());

const options = () => ({
  url: standIn.env.SMTP_URL,
  from: { name: "Penning", address: "mail@penning.test" },
  appUrl,
  limits: { rate: 10_000, daily: null, senders: 4, connections: 2 },
});
const now = { delay: 0, unit: "hours" as const };

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];
  const run = () => runNewsletter(db(), { budget: 60_000, options: options() });
  const subjects = (email: string) =>
    standIn.box
      .list(email)
      .map(({ subject }) => subject)
      .toReversed();

  test("someone who joins gets the first step at once and the next ones after their delays", async () => {
    const welcome = await aSeries(db(), [
      { ...now, subject: "Hello {{first_name|you}}" },
      { subject: "Second" },
      { subject: "Third", delay: 5, countedFrom: "joining" },
    ]);
    const before = await welcome.join({ createdAt: new Date(Date.now() - 3_600_000) });
    const mia = await welcome.join();
    expect(await run()).toMatchObject({ queued: 1, sent: 1 });
    await run();
    expect(subjects(mia.email)).toEqual(["Hello you"]);
    await welcome.pass(48);
    await run();
    expect(subjects(mia.email)).toEqual(["Hello you", "Second"]);
    await welcome.pass(24);
    expect(await run()).toMatchObject({ sent: 0 });
    await welcome.pass(24 * 3);
    await run();
    await welcome.pass(24);
    await run();
    expect(subjects(mia.email)).toEqual(["Hello you", "Second", "Third"]);
    // Who was there before it was activated is not inside.
    expect(subjects(before.email)).toEqual([]);
    expect(await welcome.people()).toMatchObject([{ subscriberId: mia.id, endedAt: null }]);
    await welcome.pass(24 * 31);
    await run();
    expect(await welcome.person(mia.id)).toMatchObject({ endedReason: "finished" });
  });

  test("who leaves the list, unsubscribes or is suppressed gets nothing more, even what waits in the queue", async () => {
    const welcome = await aSeries(db(), [now, {}]);
    const [stays, leaves, again, unsubscribes] = [
      await welcome.join(),
      await welcome.join(),
      await welcome.join(),
      await welcome.join(),
    ];
    await run();
    await welcome.pass(49);
    // Queued, and not sent yet.
    expect(await runSeries(db(), { appUrl })).toMatchObject({ queued: 4 });
    await welcome.leaveList(leaves.id);
    await welcome.leaveList(again.id);
    const { organizationId, listId } = welcome;
    await db().insert(listSubscriptions).values({ organizationId, listId, subscriberId: again.id });
    await db()
      .update(subscribers)
      .set({ status: "unsubscribed" })
      .where(eq(subscribers.id, unsubscribes.id));
    await run();
    expect(subjects(stays.email)).toEqual(["Step 0", "Step 1"]);
    for (const { email } of [leaves, again, unsubscribes])
      expect(subjects(email)).toEqual(["Step 0"]);
    await welcome.pass(24);
    await run();
    const left = (await welcome.people()).filter(({ endedReason }) => endedReason === "left");
    expect(left.map(({ subscriberId }) => subscriberId).toSorted()).toEqual(
      [leaves.id, again.id, unsubscribes.id].toSorted(),
    );
  });

  test("an import does not start a series, unless the series says so", async () => {
    const welcome = await aSeries(db(), [now]);
    const importId = crypto.randomUUID();
    const imported = await welcome.join({ importId });
    await run();
    expect(await welcome.people()).toEqual([]);
    await welcome.change({ includesImports: true });
    await run();
    expect(subjects(imported.email)).toEqual(["Step 0"]);
  });

  test("a segment starts a series for those who come into it, and stops it for those who go", async () => {
    const scene = await aSeries(db(), []);
    const [segment] = await db()
      .insert(segments)
      .values({
        ...scene.owner,
        name: "From Bonn",
        filter: {
          match: "all",
          conditions: [{ on: "field", key: "city", is: "is", value: "Bonn" }],
        },
      })
      .returning();
    await scene.change({ listId: null, segmentId: segment?.id ?? "" });
    await scene.addStep(0, now);
    await scene.addStep(1);
    const city = (id: string, name: string) =>
      db()
        .update(subscribers)
        .set({ fields: { city: name } })
        .where(eq(subscribers.id, id));
    const [early, late, goes] = [await scene.join(), await scene.join(), await scene.join()];
    await city(early.id, "Bonn");
    await run();
    expect(await scene.person(early.id)).toMatchObject({ endedReason: "earlier" });
    await city(late.id, "Bonn");
    await city(goes.id, "Bonn");
    expect(await joinFromSegment(db(), scene.id)).toBe(0);
    expect(await joinFromSegment(db(), scene.id, { pause: 0, size: 1 })).toBe(2);
    await run();
    expect(subjects(late.email)).toEqual(["Step 0"]);
    await city(goes.id, "Ulm");
    await scene.pass(48);
    await run();
    expect(subjects(late.email)).toEqual(["Step 0", "Step 1"]);
    expect(subjects(goes.email)).toEqual(["Step 0"]);
    expect(subjects(early.email)).toEqual([]);
    expect(await scene.person(goes.id)).toMatchObject({ endedReason: "left" });
  });

  test("a step that is not written is waited for, and what is sent is what it says by then", async () => {
    const welcome = await aSeries(db(), [now, { content: "" }]);
    const mia = await welcome.join();
    await run();
    await welcome.pass(48);
    await run();
    expect(subjects(mia.email)).toEqual(["Step 0"]);
    await db()
      .update(campaigns)
      .set({ subject: "Written", content: "Words", revision: 2 })
      .where(eq(campaigns.id, String(welcome.steps[1])));
    await welcome.pass(1);
    await run();
    expect(subjects(mia.email)).toEqual(["Step 0", "Written"]);
    expect(standIn.box.list(mia.email)[0]?.text).toContain("Words");
  });

  test("a paused series sends nothing, and goes on where it was", async () => {
    const welcome = await aSeries(db(), [now]);
    const mia = await welcome.join();
    expect(await runSeries(db(), { appUrl })).toEqual({ joined: 1, queued: 1 });
    await welcome.change({ pausedAt: new Date() });
    expect(await run()).toMatchObject({ sent: 0 });
    await welcome.change({ pausedAt: null });
    await run();
    expect(subjects(mia.email)).toEqual(["Step 0"]);
  });

  test("the mail server's refusal pauses the whole series, and tells the owners", async () => {
    const welcome = await aSeries(db(), [now, now]);
    await welcome.join();
    await runSeries(db(), { appUrl });
    await pauseCampaign(db(), {
      ...{ campaignId: String(welcome.steps[0]), reason: "refused", reply: "550 5.7.1 No" },
      appUrl,
    });
    expect(await welcome.row()).toMatchObject({
      pausedAt: expect.any(Date),
      pausedReason: "refused",
    });
    const mails = (await db().select().from(outbox)).map(({ props }) => props);
    expect(mails).toContainEqual(
      expect.objectContaining({
        ...{ kind: "series", subject: "Welcome", reason: "refused" },
        link: expect.stringContaining(`/series/${welcome.id}`),
      }),
    );
    expect(await run()).toMatchObject({ sent: 0 });
  });

  test("each email takes a credit; without enough of them the series pauses until there are", async () => {
    const welcome = await aSeries(db(), [now]);
    const tenant = welcome.organizationId;
    const left = async () => (await balanceAt(db(), tenant)).left;
    const before = await left();
    await welcome.join();
    await run();
    expect(await left()).toBe(before - 1);
    await spendCredits(db(), { organizationId: tenant }, { credits: before - 2 });
    const people = [await welcome.join(), await welcome.join()];
    await run();
    expect(await left()).toBe(1);
    expect(await welcome.row()).toMatchObject({ pausedReason: "credits" });
    const paused = (await db().select().from(outbox)).filter(
      ({ template, props }) =>
        template === "campaign-paused" && JSON.stringify(props).includes(welcome.id),
    );
    expect(paused.map(({ props }) => props)).toMatchObject([{ reason: "credits", missing: 1 }]);
    // Before it sends more, what it owes is asked for again.
    const late = await welcome.join();
    await welcome.change({ pausedAt: null, pausedReason: null });
    await run();
    expect(subjects(late.email)).toEqual([]);
    expect(await welcome.row()).toMatchObject({ pausedReason: "credits" });
    await db().insert(creditGrants).values({ organizationId: tenant, credits: 10 });
    await welcome.change({ pausedAt: null, pausedReason: null });
    await run();
    expect(subjects(late.email)).toEqual(["Step 0"]);
    expect(await left()).toBe(1 + 10 - people.length - 1);
  });

  test("two come on one day only where a step asks for it, and to nobody who was inside at an edit", async () => {
    const steps = [now, { ...now, countedFrom: "before" as const }];
    const welcome = await aSeries(db(), steps);
    const [mia, edited] = [await welcome.join(), await aSeries(db(), steps)];
    const noor = await edited.join();
    await run();
    await edited.change({ plan: 2, editedAt: new Date() });
    await welcome.pass(1);
    await run();
    expect(subjects(mia.email)).toEqual(["Step 0", "Step 1"]);
    expect(subjects(noor.email)).toEqual(["Step 0"]);
    await edited.pass(24);
    await run();
    expect(subjects(noor.email)).toEqual(["Step 0", "Step 1"]);
  });

  test("a step is queued once, whoever looks at the same time", async () => {
    const welcome = await aSeries(db(), [now, now]);
    for (let person = 0; person < 5; person++) await welcome.join();
    const parts = await Promise.all([1, 2, 3, 4].map((size) => runSeries(db(), { appUrl, size })));
    expect(parts.reduce((sum, { queued }) => sum + queued, 0)).toBe(5);
    expect(await welcome.sends()).toHaveLength(5);
  });

  test("of those inside, each gets a step that was added before them and none that was added behind", async () => {
    const welcome = await aSeries(db(), [now, {}, {}]);
    const ahead = await welcome.join();
    await run();
    await welcome.pass(48);
    await run();
    const behind = await welcome.join();
    await run();
    // Between the first and the second.
    for (const [position, step] of [welcome.steps[1], welcome.steps[2]].entries()) {
      await db()
        .update(seriesSteps)
        .set({ position: position + 2 })
        .where(eq(seriesSteps.campaignId, String(step)));
    }
    await welcome.addStep(1, { subject: "New" });
    await welcome.change({ plan: 2, editedAt: new Date() });
    for (let day = 0; day < 4; day++) {
      await welcome.pass(24);
      await run();
    }
    expect(subjects(ahead.email)).toEqual(["Step 0", "Step 1", "Step 2"]);
    await welcome.pass(24);
    await run();
    expect(subjects(behind.email)).toEqual(["Step 0", "New", "Step 1", "Step 2"]);
  });
});

import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { campaigns, creditGrants, outbox, sendingSlots, subscribers } from "#drizzle/tables.ts";
import { spendCredits } from "#lib/billing/metering/spend.ts";
import { cancelling, resuming } from "#lib/products/newsletter/campaigns/run-acts.ts";
import { localSecret } from "#lib/products/newsletter/secret.ts";
import { finishRuns } from "#lib/products/newsletter/sending/finish.ts";
import { queueAudiences } from "#lib/products/newsletter/sending/queue.ts";
import { runNewsletter } from "#lib/products/newsletter/sending/run.ts";
import { startDue } from "#lib/products/newsletter/sending/start.ts";
import { type Answer, type Sink, startSink } from "../../../../bench/newsletter/sink.ts";
import { balanceAt } from "../../../billing/metering/tenant.ts";
import { drivers, testDatabase } from "../../../database.ts";
import { appUrl, dueCampaign, includedCredits } from "./campaign.ts";

const database = testDatabase();
let sink: Sink;
let answer: (to: string) => Answer;
beforeAll(() => {
  vi.stubEnv("NEWSLETTER_SECRET", localSecret);
});
afterAll(() => vi.unstubAllEnvs());
beforeEach(async () => {
  answer = () => "take";
  sink = await startSink({ answer: (to) => answer(to) });
  const db = database.on["postgres-js direct"];
  await db.update(campaigns).set({ status: "draft" });
  await db.delete(sendingSlots);
  await db.delete(outbox);
});
afterEach(() => sink.close());

const limits = { rate: 10_000, daily: null, senders: 4, connections: 5 };

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];
  type Campaign = Awaited<ReturnType<typeof dueCampaign>>;
  const run = () =>
    runNewsletter(db(), {
      budget: 60_000,
      options: {
        ...{ url: sink.url, limits, appUrl },
        from: { name: "Penning", address: "mail@penning.test" },
      },
    });
  const given = ({ organization, id }: Campaign) => ({
    ...{ db: db(), actor: organization.owner, appUrl, input: {} },
    ...{ newId: crypto.randomUUID(), versions: undefined },
    params: { slug: organization.slug, id },
  });
  /** As if the organization had spent all of its credits but these. */
  const leave = async ({ organization }: Campaign, credits: number) => {
    const spender = { organizationId: organization.id };
    await spendCredits(db(), spender, { credits: includedCredits - credits });
  };
  const left = async ({ organization }: Campaign) => (await balanceAt(db(), organization.id)).left;
  const queue = () => queueAudiences(db(), { appUrl, size: 4 });
  const mails = async () =>
    (await db().select().from(outbox)).filter(({ template }) => template === "campaign-paused");

  test("a campaign takes a credit for each email, once, before the first is sent", async () => {
    const campaign = await dueCampaign(db(), 10);
    await startDue(db());
    await Promise.all(Array.from({ length: 4 }, queue));
    await queue();
    expect(await campaign.run()).toMatchObject({
      ...{ recipients: 10, creditsSpent: 10, creditsReturned: 0, queuedAt: expect.any(Date) },
    });
    expect(await left(campaign)).toBe(includedCredits - 10);
  });

  test("without enough of them it takes none, pauses and tells the owners; resumed, it tries again", async () => {
    const campaign = await dueCampaign(db(), 10);
    await leave(campaign, 9);
    await startDue(db());
    await Promise.all(Array.from({ length: 4 }, queue));
    await queue();
    const paused = { pausedReason: "credits", pausedAt: expect.any(Date), status: "scheduled" };
    expect(await campaign.row()).toMatchObject(paused);
    expect(await campaign.run()).toMatchObject({ recipients: 10, creditsSpent: 0, queuedAt: null });
    expect(await left(campaign)).toBe(9);
    expect(await mails()).toMatchObject([
      {
        recipient: expect.stringContaining("@"),
        props: {
          reason: "credits",
          missing: 1,
          link: `${appUrl}/o/${campaign.organization.slug}/campaigns/${campaign.id}`,
        },
      },
    ]);

    expect(await resuming.run(given(campaign))).toMatchObject({ outcome: "done" });
    await queue();
    expect(await campaign.row()).toMatchObject(paused);
    await db()
      .insert(creditGrants)
      .values({ organizationId: campaign.organization.id, credits: 5 });
    expect(await resuming.run(given(campaign))).toMatchObject({ outcome: "done" });
    expect(await run()).toMatchObject({ sent: 10, finished: 1 });
    expect(await campaign.row()).toMatchObject({ pausedReason: null, status: "sent" });
    expect(await campaign.run()).toMatchObject({ recipients: 10, creditsSpent: 10 });
    expect(await left(campaign)).toBe(4);
  });

  test("what was not sent comes back at the end, once, and what may have been sent does not", async () => {
    const campaign = await dueCampaign(db(), 10);
    answer = (to) => {
      if (to.startsWith("reader0.")) return { at: "recipient", reply: "550 5.1.1 Nobody" };
      return to.startsWith("reader1.") ? "lose-answer" : "take";
    };
    await startDue(db());
    await queue();
    const [, , leaves, erased] = campaign.people.map(({ id }) => eq(subscribers.id, id));
    await db().update(subscribers).set({ status: "unsubscribed" }).where(leaves);
    await db().delete(subscribers).where(erased);
    expect(await run()).toMatchObject({ sent: 6, failed: 2, finished: 0 });
    expect(await campaign.run()).toMatchObject({ creditsSpent: 10, creditsReturned: 0 });
    expect(await cancelling.run(given(campaign))).toMatchObject({ outcome: "done" });
    await campaign.makeDue();
    const ended = await Promise.all(Array.from({ length: 4 }, () => finishRuns(db())));
    expect(ended.reduce((sum, { finished }) => sum + finished, 0)).toBe(1);
    await finishRuns(db());
    expect(await campaign.run()).toMatchObject({ creditsSpent: 10, creditsReturned: 3 });
    expect(await left(campaign)).toBe(includedCredits - 7);
  });

  test("a test of two subjects is charged for all of its audience, and gives back the rest of it", async () => {
    const campaign = await dueCampaign(db(), 20, {
      campaign: { subjectB: "Other news", testShare: 50 },
    });
    const { sent } = await run();
    expect(sent).toBeLessThan(20);
    expect(await campaign.run()).toMatchObject({ recipients: 20, creditsSpent: 20 });
    expect(await left(campaign)).toBe(includedCredits - 20);
    await cancelling.run(given(campaign));
    await run();
    expect(await campaign.run()).toMatchObject({ creditsReturned: 20 - sent });
    expect(await left(campaign)).toBe(includedCredits - sent);
  });

  test("one that is canceled before it was charged costs nothing", async () => {
    const campaign = await dueCampaign(db(), 10);
    await leave(campaign, 3);
    await run();
    expect(await campaign.row()).toMatchObject({ pausedReason: "credits" });
    await cancelling.run(given(campaign));
    expect(await run()).toMatchObject({ sent: 0, finished: 1 });
    expect(await campaign.run()).toMatchObject({ creditsSpent: 0, creditsReturned: 0 });
    expect(await left(campaign)).toBe(3);
  });
});

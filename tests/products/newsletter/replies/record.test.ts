import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import {
  campaignRuns,
  campaignSends,
  campaigns,
  newsletterReplies,
  organizations,
  subscribers,
} from "#drizzle/tables.ts";
import { hashAddress } from "#lib/products/newsletter/address-hash.ts";
import { unsuppress } from "#lib/products/newsletter/audience/subscribers/suppress.ts";
import type { MailById, MailByTime } from "#lib/products/newsletter/replies/mark.ts";
import { type Happened, recordReply } from "#lib/products/newsletter/replies/record.ts";
import { removeOldReplies } from "#lib/products/newsletter/replies/remove-old.ts";
import { watchFigures } from "#lib/products/newsletter/sending/breaker.ts";
import { step } from "#lib/products/newsletter/sending/step.ts";
import { drivers, testDatabase } from "../../../database.ts";
import { stubRoutes } from "../public/audience.ts";
import { mailed } from "./mailed.ts";

const database = testDatabase();
const direct = () => database.on["postgres-js direct"];
beforeAll(() => stubRoutes(database));
afterAll(() => vi.unstubAllEnvs());

const event = (
  happened: Happened,
  mail: (Pick<MailById, "id"> & Partial<MailById>) | MailByTime,
  eventId = crypto.randomUUID(),
) => ({
  ...{ eventId, happened, said: "550 5.1.1 No such user" },
  mail: { organizationId: null, addressHash: null, ...mail },
});

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];
  const record = (...args: Parameters<typeof event>) =>
    recordReply(db(), "standard", event(...args));

  test("a hard bounce counts once, suppresses the address and is in the person's history", async () => {
    const sent = await mailed(db());
    const once = event("hard", sent.mail);
    expect(await recordReply(db(), "standard", once)).toBe("applied");
    expect(await recordReply(db(), "standard", once)).toBe("duplicate");
    expect(await record("hard", sent.mail)).toBe("applied");
    expect(await record("soft", sent.mail)).toBe("applied");
    expect(await sent.person()).toMatchObject({
      status: "bounced",
      bouncedAt: expect.any(Date),
      softBounces: 1,
    });
    expect(await sent.mailOf(sent.mail.id)).toMatchObject({
      status: "bounced",
      bouncedAt: expect.any(Date),
      droppedReason: null,
    });
    expect(await sent.suppressed()).toBe("bounce");
    expect(await sent.figures()).toEqual({ sent: 1, bounced: 1, returned: 1, complained: 0 });
    expect(await sent.history()).toEqual([
      {
        kind: "bounced",
        details: {
          campaign: sent.campaignId,
          subject: "News",
          reply: "550 5.1.1 No such user",
          isGone: true,
        },
      },
    ]);
  });

  test("a complaint counts once, and is the greatest reason to write to somebody no more", async () => {
    const sent = await mailed(db());
    await record("hard", sent.mail);
    expect(await record("complained", sent.mail)).toBe("applied");
    expect(await record("complained", sent.mail)).toBe("applied");
    expect(await record("hard", sent.mail)).toBe("applied");
    expect(await sent.suppressed()).toBe("complaint");
    expect(await sent.person()).toMatchObject({ complainedAt: expect.any(Date) });
    expect(await sent.figures()).toEqual({ sent: 1, bounced: 1, returned: 1, complained: 1 });
    expect((await sent.history()).map(({ kind }) => kind).toSorted()).toEqual([
      "bounced",
      "complained",
    ]);
  });

  test("owners lift a bounce and what led to it, and never a complaint", async () => {
    const sent = await mailed(db());
    await record("hard", sent.mail);
    const actor = { ...sent.team.owner, slug: sent.team.slug };
    const lift = async () => (await unsuppress(db(), actor, { id: sent.personId })).outcome;
    expect(await lift()).toBe("done");
    expect(await sent.person()).toMatchObject({
      ...{ status: "subscribed", bouncedAt: null, softBounces: 0, softBouncedSince: null },
    });
    expect(await sent.suppressed()).toBeUndefined();
    // Late news of the same mail: it was forgiven.
    expect(await record("hard", sent.mail)).toBe("applied");
    expect(await sent.suppressed()).toBeUndefined();
    await record("complained", sent.mail);
    expect(await lift()).toBe("complaint_stays");
  });

  test("three soft bounces in a row over five days suppress; a delivery between them forgets", async () => {
    const sent = await mailed(db());
    const bounceOf = async (daysAgo: number) => {
      const mail = await sent.send(daysAgo);
      await record("soft", mail);
      await db()
        .update(campaignSends)
        .set({ bouncedAt: sql`now() - make_interval(days => ${daysAgo})` })
        .where(eq(campaignSends.id, mail.id));
    };
    await db().delete(campaignSends).where(eq(campaignSends.id, sent.mail.id));
    await bounceOf(30);
    await bounceOf(20);
    await sent.send(15);
    await bounceOf(9);
    await bounceOf(4);
    expect(await sent.person()).toMatchObject({ status: "subscribed", softBounces: 2 });
    expect(await sent.suppressed()).toBeUndefined();
    const last = await sent.send(0);
    await record("soft", last);
    expect(await sent.person()).toMatchObject({ status: "bounced", softBounces: 3 });
    expect(await sent.suppressed()).toBe("bounce");
    // What an owner lifts is forgiven.
    await unsuppress(db(), { ...sent.team.owner, slug: sent.team.slug }, { id: sent.personId });
    await record("soft", await sent.send(0));
    expect(await sent.person()).toMatchObject({ status: "subscribed", softBounces: 1 });
    expect(await sent.suppressed()).toBeUndefined();
  });

  test("three soft bounces in four days suppress nobody", async () => {
    const sent = await mailed(db());
    for (let times = 0; times < 3; times++) await record("soft", await sent.send(0));
    expect(await sent.person()).toMatchObject({ status: "subscribed" });
    expect(await sent.suppressed()).toBeUndefined();
  });

  test("of a mail whose person was erased, the address is suppressed, and nothing is counted", async () => {
    const sent = await mailed(db());
    const before = await sent.figures();
    await sent.erase();
    // Its id alone proves nothing any more.
    expect(await record("hard", { id: sent.mail.id })).toBe("unknown");
    expect(await sent.suppressed()).toBeUndefined();
    expect(await record("soft", sent.mail)).toBe("applied");
    expect(await sent.suppressed()).toBeUndefined();
    expect(await record("hard", sent.mail)).toBe("applied");
    expect(await sent.suppressed()).toBe("bounce");
    expect(await record("complained", sent.mail)).toBe("applied");
    expect(await record("hard", sent.mail)).toBe("applied");
    expect(await sent.suppressed()).toBe("complaint");
    expect(await sent.figures()).toEqual(before);
  });

  test("a mail of another organization, of one that is gone, and one that was never sent are unknown", async () => {
    const [sent, other] = [await mailed(db()), await mailed(db())];
    const wrong = { ...sent.mail, organizationId: crypto.randomUUID() };
    expect(await record("hard", wrong)).toBe("unknown");
    expect(await record("hard", { id: crypto.randomUUID() })).toBe("unknown");
    const unsent = await sent.send(null, { firstAttemptedAt: null });
    expect(await record("hard", { id: unsent.id })).toBe("unknown");
    await db()
      .update(organizations)
      .set({ deletedAt: new Date() })
      .where(eq(organizations.id, other.organizationId));
    expect(await record("hard", other.mail)).toBe("unknown");
    expect(await other.person()).toMatchObject({ status: "subscribed" });
  });

  test("a mail that is named by address and time is found where there is one alone", async () => {
    const sent = await mailed(db());
    const { addressHash } = sent;
    const around = (minutes: number) => ({
      ...{ id: null, organizationId: null, addressHash },
      takenAt: new Date(Date.now() - (60 + minutes) * 60_000),
    });
    expect(await record("hard", around(8))).toBe("unknown");
    expect(await record("hard", around(-8))).toBe("unknown");
    const other = await mailed(db(), { email: sent.email });
    expect(await record("hard", around(1))).toBe("unknown");
    await other.erase();
    expect(await record("hard", around(1))).toBe("applied");
    expect(await sent.person()).toMatchObject({ status: "bounced" });
    expect(await sent.figures()).toMatchObject({ bounced: 1 });
  });

  test("an address that somebody no longer has is suppressed, and the person stays", async () => {
    const sent = await mailed(db());
    const email = `new.${sent.email}`;
    const addressHash = await hashAddress(email);
    await db()
      .update(subscribers)
      .set({ email, addressHash })
      .where(eq(subscribers.id, sent.personId));
    await record("hard", sent.mail);
    expect(await sent.person()).toMatchObject({ status: "subscribed", bouncedAt: null });
    expect(await sent.suppressed()).toBe("bounce");
    expect(await sent.suppressed(addressHash)).toBeUndefined();
    expect(await sent.figures()).toMatchObject({ bounced: 1 });
  });

  test("someone who has left stays so when a bounce is lifted", async () => {
    const sent = await mailed(db(), { status: "unsubscribed", unsubscribedAt: new Date() });
    await record("hard", sent.mail);
    await unsuppress(db(), { ...sent.team.owner, slug: sent.team.slug }, { id: sent.personId });
    expect(await sent.person()).toMatchObject({ status: "unsubscribed" });
  });

  test.each(["hard", "complained"] as const)(
    "a mail of a dead sender was sent after all (%s), and its sender changes nothing when it wakes",
    async (happened) => {
      const sent = await mailed(db());
      const holder = crypto.randomUUID();
      const begun = { claimedBy: holder, attemptedAt: new Date(), dueAt: new Date(), attempts: 1 };
      const mail = await sent.send(null, { ...begun, status: "queued" });
      await record(happened, mail);
      await step(db(), holder, { accepted: { id: mail.id, reply: "250 OK" }, next: null });
      expect(await sent.mailOf(mail.id)).toMatchObject({
        ...{ sentAt: expect.any(Date), claimedBy: null, droppedReason: null },
        status: happened === "hard" ? "bounced" : "delivered",
      });
      expect(await sent.figures(mail.campaignId)).toMatchObject({ sent: 1 });
    },
  );

  test("bounces that come back are no further mails when the breaker looks", async () => {
    const sent = await mailed(db());
    const { organizationId, campaignId } = sent;
    await db()
      .update(campaigns)
      .set({ status: "scheduled", startedAt: new Date() })
      .where(eq(campaigns.id, campaignId));
    await db().insert(campaignRuns).values({ organizationId, campaignId });
    const figures = (sentMails: number, bounced: number) =>
      db().execute(sql`update campaign_stats set sent = ${sentMails}, bounced = ${bounced},
        returned = ${bounced} where campaign_id = ${campaignId}`);
    await figures(499, 300);
    expect(await watchFigures(db(), "https://app.example.com")).toBe(0);
    await figures(500, 25);
    expect(await watchFigures(db(), "https://app.example.com")).toBe(0);
    await figures(500, 26);
    expect(await watchFigures(db(), "https://app.example.com")).toBe(1);
  });

  test("ids of events are kept for 90 days", async () => {
    const sent = await mailed(db());
    await record("soft", sent.mail, "old");
    await record("soft", sent.mail, "new");
    await db()
      .update(newsletterReplies)
      .set({ createdAt: sql`now() - interval '91 days'` })
      .where(eq(newsletterReplies.eventId, "old"));
    expect(await removeOldReplies(db(), { batchSize: 1 })).toEqual({ removed: 1 });
    const kept = await db()
      .select()
      .from(newsletterReplies)
      .where(eq(newsletterReplies.organizationId, sent.organizationId));
    expect(kept).toMatchObject([{ eventId: "new" }]);
  });
});

test("twenty events of one mail at once count one bounce and one complaint", async () => {
  const sent = await mailed(direct());
  const kinds = ["soft", "hard", "complained", "hard"] as const;
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, number) => {
      const one = event(kinds[number % 4] ?? "hard", sent.mail, `event-${number % 10}`);
      return recordReply(direct(), "standard", one);
    }),
  );
  expect(answers.toSorted()).toEqual([
    ...Array(10).fill("applied"),
    ...Array(10).fill("duplicate"),
  ]);
  expect(await sent.figures()).toEqual({ sent: 1, bounced: 1, returned: 1, complained: 1 });
  expect(await sent.person()).toMatchObject({
    ...{ status: "bounced", bouncedAt: expect.any(Date), complainedAt: expect.any(Date) },
  });
  expect(await sent.suppressed()).toBe("complaint");
});

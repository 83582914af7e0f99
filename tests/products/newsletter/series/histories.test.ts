import { and, eq, isNull, sql } from "drizzle-orm";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import {
  campaignSends,
  campaigns,
  listSubscriptions,
  sendingSlots,
  series,
  seriesSteps,
  subscribers,
} from "#drizzle/tables.ts";
import { localSecret } from "#lib/products/newsletter/secret.ts";
import { claimMails } from "#lib/products/newsletter/sending/claim.ts";
import { finishRuns } from "#lib/products/newsletter/sending/finish.ts";
import { outcomeOf } from "#lib/products/newsletter/sending/outcome.ts";
import { settle } from "#lib/products/newsletter/sending/settle.ts";
import { takeSlot } from "#lib/products/newsletter/sending/slot.ts";
import { type Accepted, type Intended, step } from "#lib/products/newsletter/sending/step.ts";
import { seriesActivation, seriesPausing } from "#lib/products/newsletter/series/change.ts";
import { runSeries } from "#lib/products/newsletter/series/run.ts";
import {
  stepAddition,
  stepMove,
  stepRemoval,
} from "#lib/products/newsletter/series/write-steps.ts";
import { testDatabase } from "../../../database.ts";
import { check } from "../../../sync/property.ts";
import { aSeries } from "./scene.ts";

const database = testDatabase();
const appUrl = "https://app.example.com";
const limits = { rate: 100_000, daily: null };
beforeAll(() => {
  vi.stubEnv("NEWSLETTER_SECRET", localSecret);
});
afterAll(() => vi.unstubAllEnvs());

/** A sender with one connection, as the statements see it. */
interface Sender {
  holder: string;
  claimed: string[];
  begun: Intended | null;
  accepted: Accepted | null;
}

const fates = ["accepted", "accepted", "accepted", "later", "uncertain"] as const;
const times = fc.record({
  delay: fc.nat(3),
  unit: fc.constantFrom("hours" as const, "days" as const),
  countedFrom: fc.constantFrom("joining" as const, "before" as const),
});

const act = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("look"), hours: fc.nat(30) }) },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant("send"),
      sender: fc.nat(1),
      fate: fc.constantFrom(...fates),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("claim"), sender: fc.nat(1) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("kill"), sender: fc.nat(1) }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant("move"), step: fc.nat(9), position: fc.nat(5) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("add"), position: fc.nat(5), times }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("remove"), step: fc.nat(9) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom("leave", "rejoin", "unsubscribe", "erase"),
      person: fc.nat(3),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom("join", "pause", "resume", "finish") }),
  },
);

// One driver: what differs between them is how a statement is sent, which series.test.ts holds.
test("whenever a series is edited: no step twice, no two on one day after an edit, nothing after leaving", async () => {
  const db = database.on["postgres-js direct"];
  await check(
    6,
    fc.asyncProperty(
      fc.array(times, { minLength: 2, maxLength: 4 }),
      fc.array(act, { minLength: 20, maxLength: 80 }),
      async (given, acts) => {
        await db.update(series).set({ archivedAt: new Date() });
        await db.delete(sendingSlots);
        const welcome = await aSeries(db, given);
        const actor = welcome.organization.owner;
        const people = [await welcome.join(), await welcome.join(), await welcome.join()];
        const gone = new Set<string>();
        /** The mails of each person that the mail server took, by step. */
        const taken = new Map<string, number>();
        let uncertainties = 0;
        const newSender = async (): Promise<Sender> => {
          const holder = crypto.randomUUID();
          await takeSlot(db, holder, 50);
          return { holder, claimed: [], begun: null, accepted: null };
        };
        const senders = [await newSender(), await newSender()];

        /** What was edited since somebody joined forbids a second mail on a day, of those begun since. */
        const expectOneADay = async ({ id, subscriberId }: Intended) => {
          const row = await welcome.row();
          const person = await welcome.person(subscriberId);
          if (!row?.editedAt || !person || row.editedAt < person.joinedAt) return;
          const [mine] = await db.select().from(campaignSends).where(eq(campaignSends.id, id));
          if (!mine || mine.createdAt < row.editedAt) return;
          const others = await db
            .select({ sentAt: campaignSends.sentAt })
            .from(campaignSends)
            .innerJoin(campaigns, eq(campaigns.id, campaignSends.campaignId))
            .where(
              and(eq(campaigns.seriesId, welcome.id), eq(campaignSends.subscriberId, subscriberId)),
            );
          const today = new Date().toISOString().slice(0, 10);
          for (const { sentAt } of others) {
            expect(sentAt?.toISOString().slice(0, 10)).not.toBe(today);
          }
        };

        const send = async (sender: Sender, fate: (typeof fates)[number]) => {
          const { accepted } = sender;
          sender.accepted = null;
          const next = sender.claimed.shift() ?? null;
          const { intended } = await step(db, sender.holder, { accepted, next });
          if (!intended) return;
          expect(gone.has(intended.subscriberId)).toBe(false);
          if (fate !== "later") {
            const mail = `${intended.subscriberId} ${intended.campaignId}`;
            taken.set(mail, (taken.get(mail) ?? 0) + 1);
            await expectOneADay(intended);
          }
          if (fate === "accepted") sender.accepted = { id: intended.id, reply: "250 OK" };
          else {
            const reply = fate === "later" ? "451 4.3.0 Later" : "";
            if (fate === "uncertain") uncertainties++;
            const attempt =
              fate === "uncertain"
                ? ({ kind: "uncertain", reply } as const)
                : ({ kind: "refused", reply, step: "recipient" } as const);
            await settle(db, sender.holder, intended, outcomeOf(attempt, intended), reply);
          }
        };
        const flush = async () => {
          for (const sender of senders) await step(db, sender.holder, { ...sender, next: null });
          for (const sender of senders) sender.accepted = null;
        };
        const steps = () =>
          db
            .select({ id: seriesSteps.campaignId })
            .from(seriesSteps)
            .where(eq(seriesSteps.seriesId, welcome.id))
            .orderBy(seriesSteps.position);
        const doing = { db, actor, versions: undefined, appUrl };
        const params = { slug: actor.slug, id: welcome.id };
        const edit = async (done: Promise<{ outcome: string }>) =>
          expect(["done", "unchanged"]).toContain((await done).outcome);

        for (const one of acts) {
          const sender = "sender" in one ? senders[one.sender] : undefined;
          const person = "person" in one ? people[one.person] : undefined;
          const all = await steps();
          const target = "step" in one ? all[one.step % Math.max(all.length, 1)] : undefined;
          const newId = crypto.randomUUID();
          if (one.kind === "look" && "hours" in one) {
            // No sender takes hours between a reply and writing it down.
            await flush();
            await welcome.pass(one.hours);
            await runSeries(db, { appUrl });
            await runSeries(db, { appUrl });
          } else if (one.kind === "send" && sender && "fate" in one) await send(sender, one.fate);
          else if (one.kind === "claim" && sender) {
            await db
              .update(campaignSends)
              .set({ dueAt: sql`now()` })
              .where(and(isNull(campaignSends.claimedBy), isNull(campaignSends.sentAt)));
            sender.claimed.push(...(await claimMails(db, sender.holder, 5, limits)).ids);
          } else if (one.kind === "kill" && sender && "sender" in one) {
            if (sender.accepted) uncertainties++;
            await db
              .update(campaignSends)
              .set({ dueAt: sql`now()` })
              .where(and(eq(campaignSends.claimedBy, sender.holder), isNull(campaignSends.sentAt)));
            senders[one.sender] = await newSender();
          } else if (one.kind === "move" && target && "position" in one) {
            await edit(
              stepMove.run({
                ...{ ...doing, newId, input: { position: one.position + 1 } },
                params: { ...params, step: target.id },
              }),
            );
          } else if (one.kind === "add" && "times" in one) {
            const input = { subject: "Added", ...one.times };
            await edit(stepAddition.run({ ...doing, newId, params, input }));
            await db.update(campaigns).set({ content: "Hi" }).where(eq(campaigns.id, newId));
            await edit(
              stepMove.run({
                ...{ ...doing, newId, input: { position: one.position + 1 } },
                params: { ...params, step: newId },
              }),
            );
          } else if (one.kind === "remove" && target && all.length > 1) {
            await edit(
              stepRemoval.run({
                ...doing,
                newId,
                input: {},
                params: { ...params, step: target.id },
              }),
            );
          } else if (one.kind === "pause") {
            await edit(seriesPausing.run({ ...doing, newId, params, input: {} }));
          } else if (one.kind === "resume") {
            await edit(seriesActivation.run({ ...doing, newId, params, input: {} }));
          } else if (one.kind === "join") people.push(await welcome.join());
          else if (one.kind === "finish") await finishRuns(db);
          else if (person) {
            const { organizationId, listId } = welcome;
            const of = eq(subscribers.id, person.id);
            const isInside = (await welcome.person(person.id)) !== undefined;
            if (one.kind === "unsubscribe") {
              await db.update(subscribers).set({ status: "unsubscribed" }).where(of);
            } else if (one.kind === "erase") await db.delete(subscribers).where(of);
            else await welcome.leaveList(person.id);
            gone.add(person.id);
            const [row] = await db.select().from(subscribers).where(of);
            if (one.kind === "rejoin" && row) {
              await db
                .insert(listSubscriptions)
                .values({ organizationId, listId, subscriberId: person.id });
              // Someone who was not inside yet, and is back on the list, starts.
              if (!isInside && row.status === "subscribed") gone.delete(person.id);
            }
          }
        }

        // Then all are killed and one sender goes on: everybody inside gets what they have not passed.
        uncertainties += senders.filter(({ accepted }) => accepted).length;
        await db
          .update(campaignSends)
          .set({ claimedBy: null, dueAt: sql`now()` })
          .where(and(isNull(campaignSends.sentAt), isNull(campaignSends.droppedReason)));
        await seriesActivation.run({ ...doing, newId: "", params, input: {} });
        const last = await newSender();
        for (let round = 0; round < 14; round++) {
          await welcome.pass(73);
          await runSeries(db, { appUrl });
          last.claimed.push(...(await claimMails(db, last.holder, 50, limits)).ids);
          while (last.claimed.length > 0) await send(last, "accepted");
          await send(last, "accepted");
        }
        const live = await steps();
        for (const { id } of people) {
          const row = await welcome.person(id);
          if (gone.has(id) || !row || row.endedReason === "left") continue;
          const got = live.filter((each) => taken.has(`${id} ${each.id}`));
          // The last step is passed by nobody who has not got it.
          expect(got.map((each) => each.id)).toContain(live.at(-1)?.id);
        }
        const copies = [...taken.values()].reduce((sum, count) => sum + count - 1, 0);
        expect(copies).toBeLessThanOrEqual(uncertainties);
      },
    ),
  );
});

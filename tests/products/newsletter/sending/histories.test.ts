import { eq, sql } from "drizzle-orm";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { campaigns, subscribers, suppressions } from "#drizzle/tables.ts";
import type { NamedMail } from "#lib/products/newsletter/replies/mark.ts";
import { recordReply } from "#lib/products/newsletter/replies/record.ts";
import { localSecret } from "#lib/products/newsletter/secret.ts";
import { askOwners } from "#lib/products/newsletter/sending/breaker.ts";
import { claimMails } from "#lib/products/newsletter/sending/claim.ts";
import { finishRuns } from "#lib/products/newsletter/sending/finish.ts";
import { outcomeOf } from "#lib/products/newsletter/sending/outcome.ts";
import { queueAudiences } from "#lib/products/newsletter/sending/queue.ts";
import { settle } from "#lib/products/newsletter/sending/settle.ts";
import { takeSlot } from "#lib/products/newsletter/sending/slot.ts";
import { startDue } from "#lib/products/newsletter/sending/start.ts";
import { type Accepted, type Intended, step } from "#lib/products/newsletter/sending/step.ts";
import { balanceAt } from "../../../billing/metering/tenant.ts";
import { testDatabase } from "../../../database.ts";
import { check } from "../../../sync/property.ts";
import { appUrl, dueCampaign, includedCredits } from "./campaign.ts";

const database = testDatabase();
const limits = { rate: 100_000, daily: null };
beforeAll(() => {
  vi.stubEnv("NEWSLETTER_SECRET", localSecret);
});
afterAll(() => vi.unstubAllEnvs());

/** A sender with one connection, as the statements see it. */
interface Sender {
  holder: string;
  claimed: string[];
  /** Its intent without a result, and a result that is not written down yet. */
  begun: Intended | null;
  accepted: Accepted | null;
}

const fates = ["accepted", "later", "bounced", "stopped", "uncertain", "expired"] as const;

const act = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("step"),
      sender: fc.nat(2),
      fate: fc.constantFrom(...fates, "accepted", "accepted"),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("claim"), sender: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("kill"), sender: fc.nat(2) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom("leave", "erase", "suppress", "join"),
      person: fc.nat(5),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("reply"),
      person: fc.nat(5),
      happened: fc.constantFrom("hard", "soft", "complained"),
      event: fc.nat(9),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom("pause", "resume", "wait", "finish", "owner", "cancel"),
    }),
  },
);

// One driver: what differs between them is how a statement is sent, which sending.test.ts holds.
test("any history of claims, kills, replies, bounces, complaints, leaving and erasing ends with counters that are a recount", async () => {
  const db = database.on["postgres-js direct"];
  await check(
    15,
    fc.asyncProperty(fc.array(act, { minLength: 10, maxLength: 60 }), async (acts) => {
      await db.update(campaigns).set({ status: "draft" });
      await db.execute(sql`delete from sending_slots`);
      const campaign = await dueCampaign(db, 6);
      const people = campaign.people;
      const gone = new Set<string>();
      const erased = { sent: 0, bounced: 0, returned: 0, complained: 0, uncertain: 0 };
      /** Mails of people who are gone by now, which events may still be about. */
      const known = new Map<string, NamedMail>();
      /** How often the mail server took each person's mail, and how often it could be known twice. */
      const taken = new Map<string, number>();
      let uncertainties = 0;
      await startDue(db);
      await queueAudiences(db, { appUrl });
      const newSender = async (): Promise<Sender> => {
        const holder = crypto.randomUUID();
        await takeSlot(db, holder, 50);
        return { holder, claimed: [], begun: null, accepted: null };
      };
      const senders = [await newSender(), await newSender(), await newSender()];
      const end = (holder: string) =>
        db.execute(sql`update campaign_sends set due_at = now()
          where claimed_by = ${holder} and sent_at is null and dropped_reason is null`);

      const next = async (sender: Sender, fate: (typeof fates)[number]) => {
        const { accepted } = sender;
        sender.accepted = null;
        const id = sender.claimed.shift() ?? null;
        const { intended } = await step(db, sender.holder, { accepted, next: id });
        if (!intended) return;
        expect(gone.has(intended.subscriberId)).toBe(false);
        if (fate === "accepted" || fate === "uncertain") {
          taken.set(intended.subscriberId, (taken.get(intended.subscriberId) ?? 0) + 1);
        }
        if (fate === "accepted") {
          sender.accepted = { id: intended.id, reply: "250 OK" };
          return;
        }
        const replies = {
          ...{ later: "451 4.3.0 Later", bounced: "550 5.1.1 Nobody", stopped: "550 5.7.1 No" },
          ...{ uncertain: "", expired: "451 4.3.0 Later" },
        };
        const reply = replies[fate];
        if (fate === "uncertain") uncertainties++;
        const attempt =
          fate === "uncertain"
            ? ({ kind: "uncertain", reply } as const)
            : ({ kind: "refused", reply, step: "recipient" } as const);
        const now = fate === "expired" ? Date.now() + 3 * 86_400_000 : Date.now();
        await settle(db, sender.holder, intended, outcomeOf(attempt, intended, now), reply);
      };

      for (const one of acts) {
        const sender = "sender" in one ? senders[one.sender] : undefined;
        const person = "person" in one ? people[one.person] : undefined;
        if (one.kind === "step" && sender && "fate" in one) await next(sender, one.fate);
        else if (one.kind === "claim" && sender)
          sender.claimed.push(...(await claimMails(db, sender.holder, 3, limits)).ids);
        else if (one.kind === "kill" && sender && "sender" in one) {
          if (sender.accepted) uncertainties++;
          await end(sender.holder);
          senders[one.sender] = await newSender();
        } else if (one.kind === "leave" && person) {
          await db
            .update(subscribers)
            .set({ status: "unsubscribed" })
            .where(eq(subscribers.id, person.id));
          gone.add(person.id);
        } else if (one.kind === "suppress" && person) {
          const { organizationId } = person;
          await db
            .insert(suppressions)
            .values({
              organizationId,
              addressHash: String(person.addressHash),
              reason: "do_not_mail",
            })
            .onConflictDoNothing();
          gone.add(person.id);
        } else if (one.kind === "erase" && person) {
          const rows = (await campaign.sends()).filter(
            ({ subscriberId }) => subscriberId === person.id,
          );
          for (const found of rows) {
            erased.sent += Number(found.sentAt !== null);
            erased.bounced += Number(found.bouncedAt !== null);
            erased.returned += Number(found.bouncedAt !== null && found.sentAt !== null);
            erased.complained += Number(found.complainedAt !== null);
            erased.uncertain += Number(found.uncertainTimes > 0);
          }
          await db.delete(subscribers).where(eq(subscribers.id, person.id));
          gone.add(person.id);
        } else if (one.kind === "reply" && person && "happened" in one) {
          for (const row of await campaign.sends()) {
            const { id, organizationId, subscriberId } = row;
            const addressHash = String(
              people.find((each) => each.id === subscriberId)?.addressHash,
            );
            known.set(subscriberId, { id, organizationId, addressHash });
          }
          const mail = known.get(person.id);
          if (!mail || !(taken.get(person.id) ?? 0)) continue;
          const eventId = `${person.id} ${one.event}`;
          const { happened } = one;
          const event = { eventId, happened, said: null, mail };
          const outcome = await recordReply(db, "standard", event);
          if (happened !== "soft" && outcome === "applied") gone.add(person.id);
        } else if (one.kind === "cancel") await campaign.change({ cancelledAt: new Date() });
        else if (one.kind === "pause") await campaign.change({ pausedAt: new Date() });
        else if (one.kind === "resume") await campaign.change({ pausedAt: null });
        else if (one.kind === "wait")
          await db.execute(
            sql`update campaign_sends set due_at = now() where claimed_by is null and due_at is not null and sent_at is null and dropped_reason is null`,
          );
        else if (one.kind === "finish") await finishRuns(db);
        else if (one.kind === "owner") await askOwners(db, appUrl);
      }

      // Then all of them are killed, and one goes on that is not.
      await campaign.change({ pausedAt: null });
      for (const { holder, accepted } of senders) {
        uncertainties += Number(accepted !== null);
        await end(holder);
      }
      const last = await newSender();
      for (let round = 0; round < 12; round++) {
        await askOwners(db, appUrl);
        await campaign.change({ pausedAt: null });
        await campaign.makeDue();
        last.claimed.push(...(await claimMails(db, last.holder, 50, limits)).ids);
        while (last.claimed.length > 0) await next(last, "accepted");
        await next(last, "accepted");
      }
      await finishRuns(db);
      const rows = await campaign.sends();
      const expected = {
        sent: rows.filter(({ sentAt }) => sentAt !== null).length + erased.sent,
        bounced: rows.filter(({ bouncedAt }) => bouncedAt !== null).length + erased.bounced,
        returned:
          rows.filter(({ bouncedAt, sentAt }) => bouncedAt !== null && sentAt !== null).length +
          erased.returned,
        complained:
          rows.filter(({ complainedAt }) => complainedAt !== null).length + erased.complained,
        uncertain:
          rows.filter(({ uncertainTimes }) => uncertainTimes > 0).length + erased.uncertain,
      };
      expect(await campaign.figures()).toEqual(expected);
      expect(new Set(rows.map(({ subscriberId }) => subscriberId)).size).toBe(rows.length);
      expect(await campaign.row()).toMatchObject({ status: "sent" });
      for (const { subscriberId, sentAt, droppedReason } of rows) {
        if (sentAt) expect(taken.get(subscriberId) ?? 0).toBeGreaterThan(0);
        else expect(droppedReason).not.toBeNull();
      }
      // What it cost is what is out or may be; nobody remembers the uncertain mails of someone erased.
      const run = await campaign.run();
      const charged = (run?.creditsSpent ?? 0) - (run?.creditsReturned ?? 0);
      const sent = expected.sent;
      const uncertain = rows.filter(({ sentAt, uncertainAt }) => !sentAt && uncertainAt).length;
      expect(charged).toBeGreaterThanOrEqual(sent + uncertain);
      expect(charged).toBeLessThanOrEqual(sent + uncertain + erased.uncertain);
      expect((await balanceAt(db, campaign.organization.id)).left).toBe(includedCredits - charged);
      const copies = [...taken.values()].reduce((sum, count) => sum + Math.max(0, count - 1), 0);
      expect(copies).toBeLessThanOrEqual(uncertainties);
    }),
  );
});

import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import {
  campaigns,
  sendingSlots,
  subscribeFormLists,
  subscribeForms,
  subscribers,
} from "#drizzle/tables.ts";
import { rows } from "#lib/db/database.ts";
import { deliverMessages } from "#lib/outgoing-webhooks/deliver.ts";
import { hashAddress } from "#lib/products/newsletter/address-hash.ts";
import { addSubscriber } from "#lib/products/newsletter/audience/subscribers/add.ts";
import { eraseSubscriber } from "#lib/products/newsletter/audience/subscribers/erase.ts";
import { unsubscribe } from "#lib/products/newsletter/audience/subscribers/unsubscribe.ts";
import { noCampaign } from "#lib/products/newsletter/links.ts";
import { events } from "#lib/products/newsletter/manifest/events.ts";
import { leave } from "#lib/products/newsletter/public/leave.ts";
import { readOwnData } from "#lib/products/newsletter/public/own-data/read-own-data.ts";
import { confirm } from "#lib/products/newsletter/public/subscribe/confirm.ts";
import { subscribe } from "#lib/products/newsletter/public/subscribe/subscribe.ts";
import { localSecret } from "#lib/products/newsletter/secret.ts";
import { pauseCampaign } from "#lib/products/newsletter/sending/breaker.ts";
import { runNewsletter } from "#lib/products/newsletter/sending/run.ts";
import { readEmailAddress } from "#lib/text/email-address.ts";
import { type MailStandIn, startMail } from "#local/smtp/server.ts";
import { drivers, testDatabase } from "../../database.ts";
import { startReceiver, verified } from "../../outgoing-webhooks/receiver.ts";
import { anEndpoint, messagesOf } from "../../outgoing-webhooks/scene.ts";
import { importFile } from "./imports/importing.ts";
import { audience } from "./public/audience.ts";
import { dueCampaign } from "./sending/campaign.ts";

const database = testDatabase();
let standIn: MailStandIn;
beforeAll(() => vi.stubEnv("NEWSLETTER_SECRET", localSecret));
afterAll(() => vi.unstubAllEnvs());
beforeEach(async () => {
  standIn = await startMail();
  vi.spyOn(console, "error").mockImplementation(() => {});
  const db = database.on["postgres-js direct"];
  await db.update(campaigns).set({ status: "draft" });
  await db.delete(sendingSlots);
});
afterEach(() => standIn.stop());

type EventType = keyof typeof events;
const types = Object.keys(events);

/** What the schemas in the manifest take. */
const schemaOf = (type: EventType) =>
  z.fromJSONSchema(JSON.parse(JSON.stringify(events[type].schema)));
const isEvent = (type: string): type is EventType => types.includes(type);

test.each(types)("the example of %s is one", (type) => {
  if (!isEvent(type)) throw new Error("unreachable");
  expect(schemaOf(type).safeParse(events[type].example).error).toBeUndefined();
});

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];

  /** An organization whose endpoint listens to everything, and what was emitted for it. */
  async function listening() {
    const team = await audience(db());
    const endpoint = await anEndpoint(db(), team.owner, { events: types });
    const emitted = async () => {
      const messages = await messagesOf(db(), endpoint.id);
      return messages.map(({ type, body }) => {
        const { data } = JSON.parse(body);
        if (!isEvent(type)) throw new Error(`Nobody knows ${type}`);
        expect(schemaOf(type).safeParse(data).error).toBeUndefined();
        return [type, data.subscriber?.status ?? data.campaign?.subject];
      });
    };
    return { ...team, endpoint, emitted };
  }

  async function addOne(team: Awaited<ReturnType<typeof listening>>) {
    const id = crypto.randomUUID();
    const email = `Mia.${id}@Mail.Example`;
    const added = await addSubscriber(db(), team.owner, {
      ...{ id, email, name: "Mia", lists: [], fields: {}, consent: "Said so." },
    });
    expect(added.outcome).toBe("done");
    return id;
  }

  test("adding someone by hand and unsubscribing them are events, and each again is none", async () => {
    const team = await listening();
    const id = await addOne(team);
    for (let times = 0; times < 2; times++) await unsubscribe(db(), team.owner, { id });
    expect(await team.emitted()).toEqual([
      ["subscriber.created", "subscribed"],
      ["subscriber.left", "unsubscribed"],
    ]);
    const [first] = await messagesOf(db(), team.endpoint.id);
    expect(JSON.parse(first?.body ?? "").data.subscriber).toMatchObject({
      ...{ id, name: "Mia", email: `Mia.${id}@Mail.Example` },
    });
  });

  test("a sign-up is pending until it is confirmed, and leaving by a link is an event", async () => {
    const team = await listening();
    const formId = crypto.randomUUID();
    const { organizationId } = team;
    const listId = await team.list("Monthly");
    await db()
      .insert(subscribeForms)
      .values({
        ...{ id: formId, organizationId, ownerId: team.owner.userId, name: "Footer" },
        ...{ title: "Get our letter", consent: "I want it." },
      });
    await db().insert(subscribeFormLists).values({ organizationId, formId, listId });
    const email = readEmailAddress(`${crypto.randomUUID()}@mail.example`);
    if (typeof email === "string") throw new Error(email);
    const requestId = crypto.randomUUID();
    await subscribe(db(), {
      ...{ formId, requestId, email, addressHash: await hashAddress(email.key), name: null },
      ...{ link: "https://app.example/confirm", source: null, network: "203.0.113.0/24" },
      countedNetwork: crypto.randomUUID(),
    });
    for (let times = 0; times < 2; times++) {
      await confirm(db(), { requestId, network: "203.0.113.0/24" });
    }
    const [person] = await db()
      .select()
      .from(subscribers)
      .where(sql`${subscribers.organizationId} = ${organizationId}::uuid`);
    const link = { organizationId, subscriberId: person?.id ?? "", campaignId: noCampaign };
    for (let times = 0; times < 2; times++) {
      await leave(db(), { ...link, by: "one-click", network: null });
    }
    expect(await team.emitted()).toEqual([
      ["subscriber.created", "pending"],
      ["subscriber.confirmed", "subscribed"],
      ["subscriber.left", "unsubscribed"],
    ]);
    const held = await readOwnData(db(), link);
    expect(held?.webhooks.map(({ type }) => type)).toEqual([
      "subscriber.created",
      "subscriber.confirmed",
      "subscriber.left",
    ]);
  });

  test("importing people emits nothing", async () => {
    const team = await listening();
    await importFile(db(), team.owner, "Email\na@mail.example\nb@mail.example\n");
    const people = await db()
      .select()
      .from(subscribers)
      .where(sql`${subscribers.organizationId} = ${team.organizationId}::uuid`);
    expect(people).toHaveLength(2);
    expect(await team.emitted()).toEqual([]);
  });

  test("what is no event runs nothing, such as an import or a mail that bounced softly", async () => {
    const team = await audience(db());
    const id = await team.person();
    const fired = async (statement: ReturnType<typeof sql>) => {
      const found = await rows(
        db(),
        sql`explain (analyze, format json) ${statement}`,
        (row) => Object.values(row)[0],
      );
      const text = JSON.stringify(found);
      return [...text.matchAll(/emit_\w+/g)].map(([name]) => name);
    };
    const person = sql`update subscribers`;
    expect(
      await fired(sql`insert into subscribers (organization_id, owner_id, email, import_id)
        select organization_id, owner_id, email || n, gen_random_uuid()
        from subscribers, generate_series(1, 100) as n where id = ${id}::uuid`),
    ).toEqual([]);
    expect(
      await fired(sql`${person} set soft_bounces = 1, status = status, confirmed_at = confirmed_at
        where id = ${id}::uuid`),
    ).toEqual([]);
    expect(await fired(sql`${person} set status = 'bounced' where id = ${id}::uuid`)).toEqual([
      "emit_subscriber_bounced",
    ]);
  });

  test("erasing someone takes what was sent about them along, and nothing else", async () => {
    const team = await listening();
    const [id] = [await addOne(team), await addOne(team)];
    await eraseSubscriber(db(), team.owner, { id });
    const left = await messagesOf(db(), team.endpoint.id);
    expect(left).toHaveLength(1);
    expect(left[0]?.body).not.toContain(id);
  });

  test("a campaign tells of its start, its pauses and its end, and of an address that is refused", async () => {
    const campaign = await dueCampaign(db(), 3);
    const endpoint = await anEndpoint(db(), campaign.organization.owner, { events: types });
    standIn.refuse({ kind: "permanent", times: 1 });
    await runNewsletter(db(), {
      budget: 60_000,
      options: {
        url: standIn.env.SMTP_URL,
        from: { name: "Penning", address: "mail@penning.test" },
        appUrl: "https://app.example.com",
        limits: { rate: 10_000, daily: null, senders: 4, connections: 1 },
      },
    });
    const sent = await messagesOf(db(), endpoint.id);
    expect(sent.map(({ type }) => type).toSorted()).toEqual([
      "campaign.sent",
      "campaign.started",
      "subscriber.bounced",
    ]);
    const bounced = sent.find(({ type }) => type === "subscriber.bounced");
    expect(JSON.parse(bounced?.body ?? "").data.subscriber.status).toBe("bounced");
  });

  test("a pause is told once, with its reason", async () => {
    const campaign = await dueCampaign(db(), 1, { campaign: { startedAt: new Date() } });
    const endpoint = await anEndpoint(db(), campaign.organization.owner, {
      events: ["campaign.paused"],
    });
    for (let times = 0; times < 2; times++) {
      await pauseCampaign(db(), {
        ...{ campaignId: campaign.id, reason: "refused", reply: "550" },
        appUrl: "https://app.example.com",
      });
    }
    const told = await messagesOf(db(), endpoint.id);
    expect(told.map(({ body }) => JSON.parse(body).data.campaign.pausedReason)).toEqual([
      "refused",
    ]);
  });

  test("what the newsletter emits arrives signed", async () => {
    const receiver = await startReceiver();
    const team = await audience(db());
    const { secret } = await anEndpoint(db(), team.owner, { ...receiver, events: types });
    const id = await addOne({ ...team, endpoint: { id: "", secret }, emitted: async () => [] });
    await deliverMessages(db(), { appUrl: "https://app.example.com", isLocal: true });
    const [request] = receiver.requests;
    await receiver.stop();
    if (!request) throw new Error("Nothing arrived");
    expect(verified(request, secret)).toMatchObject({
      type: "subscriber.created",
      data: { subscriber: { id } },
    });
  });
});

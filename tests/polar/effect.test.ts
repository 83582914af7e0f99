import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import {
  currentSubscriptions,
  organizations,
  plans,
  subscriptions,
  webhookEvents,
} from "#drizzle/tables.ts";
import { recordPolarEvent } from "#lib/polar/effect.ts";
import type { Envelope } from "#lib/webhooks/receive.ts";
import { drivers, testDatabase } from "../database.ts";
import { delivery, payload } from "../webhooks/payload.ts";

const database = testDatabase();

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];
  const product = crypto.randomUUID();
  let organization: string;

  beforeEach(async () => {
    await db().update(plans).set({ polarProductId: product }).where(eq(plans.slug, "pro"));
    const [row] = await db()
      .insert(organizations)
      .values({ slug: crypto.randomUUID(), name: "A tenant" })
      .returning();
    organization = row?.id ?? "";
  });

  /** A captured event, made one of this organization and of a subscription of its own. */
  function event(name: string, id: string, changes: object = {}): Envelope {
    const captured = payload(`polar/${name}`);
    return {
      ...captured,
      data: {
        ...Object(captured.data),
        id,
        product_id: product,
        customer: { external_id: organization },
        ...changes,
      },
    };
  }

  const send = (envelope: Envelope, id?: string) =>
    recordPolarEvent(db(), ...delivery("polar", envelope, id));

  const subscription = async (id: string) => {
    const [row] = await db()
      .select()
      .from(subscriptions)
      .where(eq(subscriptions.polarSubscriptionId, id));
    return row;
  };

  test("a subscription event becomes the organization's subscription", async () => {
    const id = crypto.randomUUID();
    expect(await send(event("synthetic.subscription.active", id))).toMatchObject({
      outcome: "applied",
      reason: null,
    });
    const [current] = await db()
      .select()
      .from(currentSubscriptions)
      .where(eq(currentSubscriptions.organizationId, organization));
    expect(current).toMatchObject({ status: "active", liveSubscriptions: 1 });
    expect(await subscription(id)).toMatchObject({
      organizationId: organization,
      status: "active",
      providerStatus: "active",
    });
  });

  test("a second delivery of an event changes nothing and is counted", async () => {
    const id = crypto.randomUUID();
    const envelope = event("synthetic.subscription.active", id);
    await send(envelope, `twice_${id}`);
    const before = await subscription(id);
    expect(await send(envelope, `twice_${id}`)).toMatchObject({ outcome: "duplicate" });
    expect(await subscription(id)).toEqual(before);
    const [inbox] = await db()
      .select()
      .from(webhookEvents)
      .where(eq(webhookEvents.eventId, `twice_${id}`));
    expect(inbox).toMatchObject({
      outcome: "applied",
      attempts: 2,
      body: JSON.stringify(envelope),
    });
  });

  test("an older event that comes late does not overwrite a newer one", async () => {
    const id = crypto.randomUUID();
    await send(event("synthetic.subscription.revoked", id));
    expect(await send(event("synthetic.subscription.active", id))).toMatchObject({
      outcome: "stale",
    });
    expect(await subscription(id)).toMatchObject({ status: "canceled" });
  });

  test("events a microsecond apart are told apart", async () => {
    const id = crypto.randomUUID();
    const at = (microsecond: number, status: string) =>
      event("synthetic.subscription.active", id, {
        status,
        modified_at: `2026-05-01T00:00:00.00000${microsecond}Z`,
      });
    await send(at(2, "past_due"));
    expect(await send(at(1, "active"))).toMatchObject({ outcome: "stale" });
    expect(await send(at(3, "canceled"))).toMatchObject({ outcome: "applied" });
    expect(await subscription(id)).toMatchObject({ status: "canceled" });
  });

  test("the events that one change sends are told apart by when they were sent", async () => {
    const id = crypto.randomUUID();
    const names = ["03.subscription.created", "04.subscription.active", "05.subscription.updated"];
    const outcomes = [];
    for (const name of names.toReversed()) outcomes.push((await send(event(name, id))).outcome);
    expect(outcomes).toEqual(["applied", "stale", "stale"]);
    expect(await subscription(id)).toMatchObject({ status: "trialing" });
  });

  test("an event for an organization that is not there is parked, and applied when sent again", async () => {
    const id = crypto.randomUUID();
    const absent = crypto.randomUUID();
    const envelope = event("synthetic.subscription.active", id, {
      customer: { external_id: absent },
    });
    expect(await send(envelope, `parked_${id}`)).toMatchObject({
      outcome: "parked",
      reason: "unknown organization",
    });
    expect(await subscription(id)).toBeUndefined();
    await db().insert(organizations).values({ id: absent, slug: absent, name: "Late" });
    expect(await send(envelope, `parked_${id}`)).toMatchObject({ outcome: "applied" });
    expect(await send(envelope, `parked_${id}`)).toMatchObject({ outcome: "duplicate" });
    expect(await subscription(id)).toMatchObject({ organizationId: absent });
  });

  test.each([
    ["no external id", { customer: { external_id: null } }, "unknown organization"],
    ["an id that is none of ours", { customer: { external_id: "42" } }, "unknown organization"],
    ["an unknown product", { product_id: "gone" }, "unknown product"],
    ["no creation time", { created_at: "yesterday" }, "unreadable: data.created_at"],
    ["no data to speak of", { id: undefined }, "unreadable: data.id"],
  ])("%s parks the event with its reason", async (_, changes, reason) => {
    const envelope = event("synthetic.subscription.active", crypto.randomUUID(), changes);
    expect(await send(envelope)).toMatchObject({ outcome: "parked", reason });
  });

  test("the organization is found by metadata when the customer has no external id", async () => {
    const id = crypto.randomUUID();
    const envelope = event("synthetic.subscription.active", id, {
      customer: { external_id: null },
      metadata: { organizationId: organization },
    });
    expect(await send(envelope)).toMatchObject({ outcome: "applied" });
  });

  test("a status that Polar did not have yet is kept as sent and counts as inactive", async () => {
    const id = crypto.randomUUID();
    await send(event("synthetic.subscription.active", id, { status: "hibernating" }));
    expect(await subscription(id)).toMatchObject({
      status: "inactive",
      providerStatus: "hibernating",
    });
  });

  test("an unknown type is kept in the inbox and does nothing", async () => {
    const envelope = { type: "mystery.created", timestamp: "2026-05-01T00:00:00Z", data: {} };
    expect(await send(envelope)).toMatchObject({ outcome: "ignored", reason: "unknown type" });
  });

  test("text with U+0000 and halves of surrogate pairs is taken", async () => {
    const id = crypto.randomUUID();
    const envelope = event("synthetic.subscription.active", id, { status: "act\u0000ive\ud800" });
    expect(await send(envelope)).toMatchObject({ outcome: "applied" });
    expect(await subscription(id)).toMatchObject({ providerStatus: "active\ufffd" });
  });
});

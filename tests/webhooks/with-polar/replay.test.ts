import { eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { organizations, plans, subscriptions, webhookEvents } from "#drizzle/tables.ts";
import { replayAll, replayEvent, replayParked } from "#lib/integrations/replay.ts";
import { recordPolarEvent } from "#lib/polar/effect.ts";
import type { Alert } from "#lib/webhooks/alert.ts";
import type { Envelope } from "#lib/webhooks/envelope.ts";
import { replayWith } from "#lib/webhooks/replay.ts";
import { createDatabase, drivers, testDatabase } from "../../database.ts";
import { delivery, payload } from "../payload.ts";

const database = testDatabase();

const alerts: Alert[] = [];
const raise = (alert: Alert) => {
  alerts.push(alert);
};
beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(() => {
  alerts.length = 0;
  vi.restoreAllMocks();
});

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];
  const product = crypto.randomUUID();

  // Every test begins with an empty inbox, since most replay all of it.
  beforeEach(async () => {
    await db().delete(webhookEvents);
    await db().update(plans).set({ polarProductId: product }).where(eq(plans.slug, "pro"));
  });

  async function insertOrganization(id: string = crypto.randomUUID()) {
    await db().insert(organizations).values({ id, slug: id, name: "A tenant" });
    return id;
  }

  function subscribed(organization: string, changes: object = {}): Envelope {
    const captured = payload("polar/synthetic.subscription.active");
    const id = crypto.randomUUID();
    const customer = { external_id: organization };
    return {
      ...captured,
      data: { ...Object(captured.data), id, product_id: product, customer, ...changes },
    };
  }

  const send = async (envelope: Envelope) => {
    const [sent, event] = delivery("polar", envelope);
    await recordPolarEvent(db(), sent, event);
    return sent.id;
  };

  const stored = async (eventId: string) => {
    const [row] = await db().select().from(webhookEvents).where(eq(webhookEvents.eventId, eventId));
    return row;
  };

  const liveOf = (organization: string) =>
    db().$count(subscriptions, eq(subscriptions.organizationId, organization));

  test("a parked event is applied once what it waited for is there", async () => {
    const organization = crypto.randomUUID();
    const id = await send(subscribed(organization));
    expect(await replayEvent(db(), id)).toMatchObject({
      outcome: "parked",
      reason: "unknown organization",
    });
    await insertOrganization(organization);
    expect(await replayEvent(db(), id)).toMatchObject({ outcome: "applied", reason: null });
    expect(await liveOf(organization)).toBe(1);
    expect(await stored(id)).toMatchObject({
      outcome: "applied",
      reason: null,
      waitsFor: null,
      organizationId: organization,
      attempts: 1,
    });
  });

  test("an applied event that is done again changes nothing, and stays applied", async () => {
    const organization = await insertOrganization();
    const id = await send(subscribed(organization));
    const before = await db().select().from(subscriptions);
    for (let time = 0; time < 3; time++) {
      expect(await replayEvent(db(), id)).toMatchObject({ outcome: "stale" });
    }
    expect(await db().select().from(subscriptions)).toEqual(before);
    expect(await stored(id)).toMatchObject({ outcome: "applied", attempts: 1 });
  });

  test("an applied event whose row was lost brings it back", async () => {
    const organization = await insertOrganization();
    const id = await send(subscribed(organization));
    await db().delete(subscriptions).where(eq(subscriptions.organizationId, organization));
    expect(await replayEvent(db(), id)).toMatchObject({ outcome: "applied" });
    expect(await liveOf(organization)).toBe(1);
  });

  test("a stale event stays stale", async () => {
    const organization = await insertOrganization();
    const newer = subscribed(organization, { modified_at: "2027-01-01T00:00:00Z" });
    await send(newer);
    const { id } = Object(newer.data);
    const older = await send(subscribed(organization, { id, status: "canceled" }));
    expect(await replayEvent(db(), older)).toMatchObject({ outcome: "stale" });
    expect(await stored(older)).toMatchObject({ outcome: "stale" });
  });

  test("an event that was ignored, and is understood by now, takes its place", async () => {
    const organization = await insertOrganization();
    const id = await send(subscribed(organization));
    await db().delete(subscriptions).where(eq(subscriptions.organizationId, organization));
    // As an older version of this code would have left it.
    const old = { outcome: "ignored", reason: "unknown type" } as const;
    await db().update(webhookEvents).set(old).where(eq(webhookEvents.eventId, id));
    await db().update(plans).set({ polarProductId: null }).where(eq(plans.slug, "pro"));
    await replayEvent(db(), id);
    expect(await stored(id)).toMatchObject({
      outcome: "parked",
      reason: "unknown product",
      waitsFor: `product:${product}`,
    });
    await db().update(plans).set({ polarProductId: product }).where(eq(plans.slug, "pro"));
    await replayParked(db(), { waitsFor: [`product:${product}`] });
    expect(await stored(id)).toMatchObject({ outcome: "applied", reason: null, waitsFor: null });
  });

  test("an ignored event is still ignored, for the same reason", async () => {
    const unknown = { type: "mystery.created", timestamp: "2026-05-01T00:00:00Z", data: {} };
    const id = await send(unknown);
    expect(await replayEvent(db(), id)).toMatchObject({ outcome: "ignored" });
    expect(await stored(id)).toMatchObject({ outcome: "ignored", reason: "unknown type" });
  });

  test("only those that wait for what appeared are done again", async () => {
    const [here, absent] = [crypto.randomUUID(), crypto.randomUUID()];
    await send(subscribed(here));
    const other = await send(subscribed(absent));
    await insertOrganization(here);
    const seen: string[] = [];
    const onReplayed = ({ eventId }: { eventId: string }) => seen.push(eventId);
    const waitsFor = [`organization:${here}`];
    expect(await replayParked(db(), { waitsFor, onReplayed })).toEqual({ applied: 1 });
    expect(seen).not.toContain(other);
    expect(await replayParked(db())).toEqual({ parked: 1 });
  });

  test("everything can be done again, a page at a time, and nothing is different", async () => {
    const organization = await insertOrganization();
    for (let n = 0; n < 45; n++) await send(subscribed(organization));
    const before = await db().select().from(subscriptions).orderBy(subscriptions.id);
    expect(await replayAll(db(), { raise })).toEqual({ stale: 45 });
    expect(await db().select().from(subscriptions).orderBy(subscriptions.id)).toEqual(before);
    await db().delete(subscriptions);
    expect(await replayAll(db(), { provider: "nobody" })).toEqual({});
    expect(await replayAll(db(), { since: new Date(Date.now() + 60_000) })).toEqual({});
    expect(await replayAll(db(), { raise })).toEqual({ applied: 45 });
    expect(await liveOf(organization)).toBe(45);
  });

  test("many replays at once do each effect once", async () => {
    const waiting = Array.from({ length: 5 }, () => crypto.randomUUID());
    for (const organization of waiting) await send(subscribed(organization));
    for (const organization of waiting) await insertOrganization(organization);
    const counts = await Promise.all([1, 2, 3, 4].map(() => replayParked(db(), { raise })));
    expect(counts.reduce((sum, { applied = 0 }) => sum + applied, 0)).toBe(5);
    for (const organization of waiting) expect(await liveOf(organization)).toBe(1);
    const outcomes = await db().select({ outcome: webhookEvents.outcome }).from(webhookEvents);
    expect(outcomes).toEqual(waiting.map(() => ({ outcome: "applied" })));
  });

  test("no more are done again than asked for, the oldest first", async () => {
    const ids = [];
    for (let n = 0; n < 3; n++) ids.push(await send(subscribed(crypto.randomUUID())));
    const seen: string[] = [];
    const onReplayed = ({ eventId }: { eventId: string }) => seen.push(eventId);
    expect(await replayParked(db(), { limit: 2, onReplayed })).toEqual({ parked: 2 });
    expect(seen).toEqual(ids.slice(0, 2));
  });

  test("an event that the database refuses is counted, stays, and stops no other", async () => {
    const [first, second] = [crypto.randomUUID(), crypto.randomUUID()];
    const refused = await send(subscribed(first, { status: "refused" }));
    await send(subscribed(second));
    for (const organization of [first, second]) await insertOrganization(organization);
    await db().execute(
      sql`alter table subscriptions add constraint refusal check (provider_status <> 'refused')`,
    );
    onTestFinished(async () => {
      await db().execute(sql`alter table subscriptions drop constraint refusal`);
    });
    expect(await replayParked(db(), { raise })).toEqual({ failed: 1, applied: 1 });
    expect(await stored(refused)).toMatchObject({ outcome: "parked" });
    expect(await liveOf(second)).toBe(1);
  });

  test("an event over which our own code fails is counted, stays, and stops no other", async () => {
    const [first, second] = [crypto.randomUUID(), crypto.randomUUID()];
    const unread = await send(subscribed(first));
    await send(subscribed(second));
    for (const organization of [first, second]) await insertOrganization(organization);
    // No error of the database: its answer is one that our code does not know.
    await db().execute(sql`create function say_nothing() returns trigger language plpgsql as $$
      begin return null; end $$`);
    await db().execute(sql`create trigger say_nothing before insert or update on webhook_events
      for each row when (new.event_id = '${sql.raw(unread)}') execute function say_nothing()`);
    onTestFinished(async () => {
      await db().execute(sql`drop function say_nothing() cascade`);
    });
    expect(await replayParked(db(), { raise })).toEqual({ failed: 1, applied: 1 });
    expect(await stored(unread)).toMatchObject({ outcome: "parked" });
    expect(await liveOf(second)).toBe(1);
  });

  test("an alert that cannot be raised stops no event", async () => {
    const organization = crypto.randomUUID();
    for (let count = 0; count < 2; count++) await send(subscribed(organization));
    await insertOrganization(organization);
    const raised = replayParked(db(), {
      raise() {
        throw new Error("Nobody listens");
      },
    });
    expect(await raised).toEqual({ applied: 2 });
  });

  test("two live subscriptions are told of when they come about, not each time", async () => {
    const organization = crypto.randomUUID();
    await send(subscribed(organization));
    await send(subscribed(organization));
    await insertOrganization(organization);
    await replayParked(db(), { raise });
    expect(alerts).toMatchObject([
      { kind: "two live subscriptions", provider: "polar", organizationId: organization },
    ]);
    await replayAll(db(), { raise });
    expect(alerts).toHaveLength(1);
  });

  test("an event of a provider that was left out stays, is told of as failed and stops no other", async () => {
    await recordPolarEvent(db(), ...delivery("polar", subscribed(await insertOrganization())));
    const { replayAll } = replayWith({});
    const reasons: unknown[] = [];
    const onReplayed = (_: unknown, { reason }: { reason: unknown }) => reasons.push(reason);
    expect(await replayAll(db(), { onReplayed })).toEqual({ failed: 1 });
    expect(reasons).toEqual(["UnknownProviderError"]);
    expect(await db().$count(webhookEvents, eq(webhookEvents.outcome, "applied"))).toBe(1);
  });

  test("an event that nobody has is not found", async () => {
    expect(await replayEvent(db(), crypto.randomUUID())).toBeNull();
    expect(await replayEvent(db(), "msg_none")).toBeNull();
  });
});

test("when the database is gone a replay says so instead of counting failures", async () => {
  const gone = await createDatabase();
  const db = gone.on["neon-http"];
  await gone.drop();
  await expect(replayParked(db)).rejects.toThrow();
});

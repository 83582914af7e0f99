import { describe, expect, test } from "vitest";
import { webhookEvents } from "#drizzle/tables.ts";
import type { DrizzleDatabase } from "#lib/db/drizzle.ts";
import {
  type DeliveryFilter,
  deliveriesPerPage,
  listDeliveries,
} from "#lib/integrations/deliveries.ts";
import { drivers, testDatabase } from "../database.ts";
import { makeTenant } from "../tenant.ts";

type Kept = typeof webhookEvents.$inferInsert;

/** An organization with an owner, and a way to have deliveries of it in the inbox. */
async function tenant(db: DrizzleDatabase) {
  const made = await makeTenant(db, { first: { name: "Ada" } });
  /** @returns the inbox's id of a new event. */
  const receive = async (changes: Partial<Kept> = {}) => {
    const event = { eventId: crypto.randomUUID(), type: "subscription.active", body: "{}" };
    const kept: Kept = { provider: "polar", outcome: "applied", ...event, ...changes };
    const [row] = await db
      .insert(webhookEvents)
      .values({ ...kept, organizationId: made.id })
      .returning({ id: webhookEvents.id });
    return row?.id ?? "";
  };
  return { ...made, receive };
}

const unsold = { outcome: "parked", reason: "unknown product" } as const;

const database = testDatabase();

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];

  test("an owner sees the deliveries of the organization, newest first, and no other's", async () => {
    const [mine, other] = [await tenant(db()), await tenant(db())];
    const first = await mine.receive();
    await other.receive();
    const second = await mine.receive(unsold);
    const found = await listDeliveries(db(), mine.owner);
    expect(found).toMatchObject({
      frame: {
        organization: { slug: mine.slug, name: "A tenant" },
        role: "owner",
        viewer: { name: "Ada" },
      },
      types: ["subscription.active"],
      parkedCount: 1,
      next: undefined,
    });
    expect(found?.deliveries).toMatchObject([
      { id: second, outcome: "parked", reason: "unknown product", attempts: 1 },
      { id: first, outcome: "applied", reason: null, provider: "polar" },
    ]);
    expect(found?.deliveries[0]?.createdAt).toBeInstanceOf(Date);
  });

  test("an organization without deliveries has an empty list", async () => {
    const { owner } = await tenant(db());
    expect(await listDeliveries(db(), owner)).toMatchObject({
      deliveries: [],
      types: [],
      parkedCount: 0,
      next: undefined,
    });
  });

  test("deliveries can be narrowed to a sender, an outcome and a type", async () => {
    const { owner, receive } = await tenant(db());
    const applied = await receive();
    const parked = await receive({ ...unsold, type: "subscription.updated" });
    const found = async (filter: DeliveryFilter) =>
      (await listDeliveries(db(), owner, filter))?.deliveries.map(({ id }) => id);
    expect(await found({ outcome: "applied" })).toEqual([applied]);
    expect(await found({ type: "subscription.updated" })).toEqual([parked]);
    expect(await found({ provider: "polar", outcome: "parked" })).toEqual([parked]);
    expect(await found({ provider: "clerk" })).toEqual([]);
    expect(await found({ outcome: "applied", type: "subscription.updated" })).toEqual([]);
    // The filter offers all types, and parked ones are counted, whatever is shown.
    expect(await listDeliveries(db(), owner, { provider: "clerk" })).toMatchObject({
      types: ["subscription.active", "subscription.updated"],
      parkedCount: 1,
    });
  });

  test("page after page shows each delivery once, also those of one moment", async () => {
    const { id: organizationId, owner } = await tenant(db());
    const createdAt = new Date("2026-05-01T00:00:00Z");
    const count = 2 * deliveriesPerPage + 1;
    await db()
      .insert(webhookEvents)
      .values(
        Array.from({ length: count }, () => ({
          provider: "polar" as const,
          eventId: crypto.randomUUID(),
          type: "subscription.active",
          body: "{}",
          outcome: "applied" as const,
          organizationId,
          createdAt,
        })),
      );
    const seen: string[] = [];
    let before: string | undefined;
    for (let page = 0; page < 3; page++) {
      const found = await listDeliveries(db(), owner, { before });
      seen.push(...(found?.deliveries.map(({ id }) => id) ?? []));
      before = found?.next;
    }
    expect(before).toBeUndefined();
    expect(new Set(seen).size).toBe(count);
    expect(seen).toHaveLength(count);
  });

  test("a page after a delivery that is not there, or another's, is the first page", async () => {
    const [mine, other] = [await tenant(db()), await tenant(db())];
    const newest = await mine.receive();
    for (const before of [await other.receive(), crypto.randomUUID()]) {
      const found = await listDeliveries(db(), mine.owner, { before });
      expect(found?.deliveries.map(({ id }) => id)).toEqual([newest]);
    }
  });
});

import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { memberships, webhookEvents } from "#drizzle/tables.ts";
import {
  type DeliveryFilter,
  deliveriesPerPage,
  getDelivery,
  listDeliveries,
} from "#lib/integrations/deliveries.ts";
import { replayOwn, replayOwnParked } from "#lib/integrations/replay-own.ts";
import { drivers, testDatabase } from "../database.ts";
import { outcomeOf, sellIt, tenant, unsold } from "./tenant.ts";

const database = testDatabase();
beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
});

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
    const parked = await receive(unsold, "subscription.updated");
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

  test("an owner sees one delivery with its body as it was sent", async () => {
    const { owner, receive } = await tenant(db());
    const id = await receive({ product_id: "not sold yet", name: "Zoë\u0000 <b>" });
    const found = await getDelivery(db(), owner, id);
    expect(found?.delivery).toMatchObject({
      id,
      outcome: "parked",
      waitsFor: "product:not sold yet",
      eventAt: expect.stringMatching(/^2026-/),
      eventTie: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(JSON.parse(found?.delivery.body ?? "")).toMatchObject({
      data: { name: "Zoë\u0000 <b>" },
    });
  });

  test("members, admins, former owners, strangers and other owners see and replay nothing", async () => {
    const [mine, other] = [await tenant(db()), await tenant(db())];
    const id = await mine.receive(unsold);
    const former = await mine.join("owner");
    await db()
      .update(memberships)
      .set({ deletedAt: new Date() })
      .where(eq(memberships.userId, former.userId));
    await sellIt(db());
    const visitors = [
      [await mine.join("member"), "forbidden"],
      [await mine.join("admin"), "forbidden"],
      [former, "not_found"],
      [{ userId: "nobody", slug: mine.slug }, "not_found"],
      [{ userId: other.owner.userId, slug: mine.slug }, "not_found"],
      [{ userId: mine.owner.userId, slug: "nowhere" }, "not_found"],
    ] as const;
    for (const [scope, refusal] of visitors) {
      expect(await listDeliveries(db(), scope)).toBeNull();
      expect(await getDelivery(db(), scope, id)).toBeNull();
      expect(await replayOwn(db(), scope, { id })).toBe(refusal);
      expect(await replayOwnParked(db(), scope)).toBe(refusal);
    }
    // Under the address of their own organization, another's delivery does not exist.
    expect(await getDelivery(db(), other.owner, id)).toBeNull();
    expect(await replayOwn(db(), other.owner, { id })).toBe("not_found");
    expect(await replayOwnParked(db(), other.owner)).toEqual({});
    expect(await outcomeOf(db(), id)).toBe("parked");
  });

  test("an owner replays one delivery, or all that are parked", async () => {
    const [mine, other] = [await tenant(db()), await tenant(db())];
    const parked = [await mine.receive(unsold), await mine.receive(unsold)];
    const others = await other.receive(unsold);
    expect(await replayOwn(db(), mine.owner, { id: parked[0] ?? "" })).toMatchObject({
      outcome: "parked",
      reason: "unknown product",
    });
    await sellIt(db());
    expect(await replayOwn(db(), mine.owner, { id: parked[0] ?? "" })).toMatchObject({
      outcome: "applied",
    });
    expect(await replayOwnParked(db(), mine.owner)).toEqual({ applied: 1 });
    expect(await replayOwnParked(db(), mine.owner)).toEqual({});
    expect(await outcomeOf(db(), others)).toBe("parked");
  });
});

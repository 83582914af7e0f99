import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { memberships } from "#drizzle/tables.ts";
import { getDelivery, listDeliveries } from "#lib/integrations/deliveries.ts";
import { replayOwn, replayOwnParked } from "#lib/integrations/replay-own.ts";
import { drivers, testDatabase } from "../../database.ts";
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

import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { apiUsage, usageHours } from "#drizzle/tables.ts";
import { sealUsageHours } from "#lib/billing/metering/seal.ts";
import { polarClient } from "#lib/polar/client.ts";
import { meterEvent, reportUsage } from "#lib/polar/report-usage.ts";
import { polarProducts } from "#local/polar/products.ts";
import { addTenant } from "../billing/tenant.ts";
import { drivers, testDatabase } from "../database.ts";
import { openShop } from "./shop.ts";

const database = testDatabase();
let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  shop = await openShop(database.on["postgres-js direct"]);
});
afterAll(async () => {
  await shop.close();
});

const hour = 3_600_000;

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];

  /** Use of some hours ago; it has to be told in order. */
  const used = (organizationId: string, creditsUsed: number, hoursAgo: number) =>
    db()
      .insert(apiUsage)
      .values({ organizationId, creditsUsed, createdAt: new Date(Date.now() - hoursAgo * hour) });

  test("Polar's meters are told of each sealed hour of a customer once, although an answer is lost", async () => {
    const { polar } = shop;
    const client = polarClient({ POLAR_ACCESS_TOKEN: polar.token, POLAR_API_URL: polar.url });
    if (!client) throw new Error("There is a token");
    const { id } = await addTenant(db());
    const other = await addTenant(db());
    const report = () => reportUsage(db(), client);
    const told = () =>
      [...polar.store.events.values()].filter(
        (event) => event.external_customer_id === id && event.name === meterEvent,
      );

    await used(id, 11, 49);
    polar.lifecycle.purchase({ externalId: id, productId: polarProducts.pro.id });
    await polar.deliveries.settle();
    await used(other.id, 5, 3);
    await sealUsageHours(db());
    await report();
    // What was used before there was anything to bill stays untold.
    expect(told()).toEqual([]);

    const [row] = await db().select().from(usageHours).where(eq(usageHours.organizationId, id));
    const next = new Date((row?.hour ?? new Date()).getTime() + 60 * hour);
    await db()
      .insert(usageHours)
      .values(
        [0, 1].map((n) => ({
          organizationId: id,
          hour: new Date(next.getTime() + n * hour),
          creditsUsed: 7 + n,
          calls: 1,
        })),
      );
    polar.refuse({ status: 500, times: 1 });
    await expect(report()).rejects.toThrow();
    expect((await report()).reported).toBe(2);
    expect((await report()).reported).toBe(0);
    expect(told().map(({ metadata }) => metadata)).toEqual([
      { credits: 7, calls: 1 },
      { credits: 8, calls: 1 },
    ]);
    expect(polar.store.events.size).toBe(new Set(polar.store.events.keys()).size);
  });

  test("an hour that Polar refuses is reported once and tried again, and all others are told", async () => {
    const { polar } = shop;
    const client = polarClient({ POLAR_ACCESS_TOKEN: polar.token, POLAR_API_URL: polar.url });
    if (!client) throw new Error("There is a token");
    const tenants = [await addTenant(db()), await addTenant(db()), await addTenant(db())];
    for (const { id } of tenants) {
      polar.lifecycle.purchase({ externalId: id, productId: polarProducts.pro.id });
    }
    await polar.deliveries.settle();
    await reportUsage(db(), client);
    const next = Math.ceil(Date.now() / hour) * hour;
    for (const { id } of tenants) {
      const rows = [0, 1, 2].map((n) => ({
        organizationId: id,
        hour: new Date(next + n * hour),
        creditsUsed: 7 + n,
        calls: 1,
      }));
      await db().insert(usageHours).values(rows);
    }
    const stuck = tenants[1]?.id ?? "";
    const toldOf = (id: string) =>
      [...polar.store.events.values()].filter((event) => event.external_customer_id === id).length;

    polar.store.refusedEvents.add(
      `${meterEvent}:${stuck}:${new Date(next + hour).toISOString().replace(".000", "")}`,
    );
    const reports = vi.spyOn(console, "error").mockImplementation(() => {});
    try {
      expect(await reportUsage(db(), client)).toEqual({
        reported: 7,
        refused: 1,
        isComplete: true,
      });
      expect(reports.mock.calls.map(([line]) => JSON.parse(String(line)))).toMatchObject([
        { event: "usage_refused", organizationId: stuck, status: 422 },
      ]);
    } finally {
      reports.mockRestore();
      polar.store.refusedEvents.clear();
    }
    expect(tenants.map(({ id }) => toldOf(id))).toEqual([3, 1, 3]);
    expect(await reportUsage(db(), client)).toEqual({ reported: 2, refused: 0, isComplete: true });
    expect(toldOf(stuck)).toBe(3);
  });
});

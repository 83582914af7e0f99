import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { plans, subscriptions } from "#drizzle/tables.ts";
import { recordPolarEvent } from "#lib/polar/effect.ts";
import { drivers, testDatabase } from "#tests/database.ts";
import { delivery, payload } from "#tests/webhooks/payload.ts";
import { balanceAt, newTenant, spendAt } from "../../billing/metering/tenant.ts";

const database = testDatabase();
const products = { pro: crypto.randomUUID(), scale: crypto.randomUUID() };
beforeAll(async () => {
  const db = database.on["postgres-js direct"];
  for (const [slug, polarProductId] of Object.entries(products)) {
    await db.update(plans).set({ polarProductId }).where(eq(plans.slug, slug));
  }
});

const at = (text: string) => new Date(text.length > 10 ? text : `${text}T09:00:00Z`);

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];

  /** An organization, and a way for Polar to tell of its subscriptions. */
  async function customer() {
    const tenant = await newTenant(db());
    let said = 0;
    const tell = async (changes: object) => {
      const captured = payload("polar/synthetic.subscription.active");
      const moment = new Date(Date.UTC(2026, 0, 1) + said++ * 60_000).toISOString();
      const event = {
        ...captured,
        type: "subscription.updated",
        timestamp: moment,
        data: {
          ...Object(captured.data),
          id: `subscription of ${tenant.id}`,
          product_id: products.pro,
          customer: { external_id: tenant.id },
          modified_at: moment,
          recurring_interval: "month",
          recurring_interval_count: 1,
          ...changes,
        },
      };
      const answer = await recordPolarEvent(db(), ...delivery("polar", event, crypto.randomUUID()));
      expect(answer.outcome).toBe("applied");
    };
    const spend = (credits: number, moment: string) =>
      spendAt(db(), tenant.id, credits, at(moment));
    const periodAt = async (moment: string) => {
      const { period } = await balanceAt(db(), tenant.id, at(moment));
      return [period.start, period.end].map((limit) =>
        limit.toISOString().replace("T09:00:00.000Z", ""),
      );
    };
    const leftAt = async (moment: string) => (await balanceAt(db(), tenant.id, at(moment))).left;
    return { ...tenant, tell, spend, periodAt, leftAt };
  }

  const period = (start: string, end: string) => ({
    current_period_start: at(start).toISOString(),
    current_period_end: at(end).toISOString(),
  });

  test("a subscription that is paid by the year has the plan's credits every month", async () => {
    const { tell, spend, leftAt, periodAt } = await customer();
    await tell({ ...period("2025-01-31", "2026-01-31"), recurring_interval: "year" });
    expect(await spend(50_000, "2025-02-01")).toBe("spent");
    expect(await spend(1, "2025-02-27")).toBe("exhausted");
    expect(await periodAt("2025-02-27")).toEqual(["2025-01-31", "2025-02-28"]);
    expect(await spend(50_000, "2025-02-28")).toBe("spent");
    expect(await periodAt("2025-03-30")).toEqual(["2025-02-28", "2025-03-31"]);
    expect(await leftAt("2025-03-31")).toBe(50_000);
    expect(await periodAt("2025-04-01")).toEqual(["2025-03-31", "2025-04-30"]);
    // Nobody has told of the next year.
    expect(await periodAt("2026-02-28")).toEqual(["2026-02-28", "2026-03-31"]);
  });

  test.each([
    ["2025-01-31", "2025-02-28", "2025-03-01", ["2025-02-28", "2025-03-31"]],
    ["2025-02-28", "2025-03-31", "2025-04-02", ["2025-03-31", "2025-04-30"]],
    ["2025-02-28", "2025-03-31", "2025-06-30", ["2025-06-30", "2025-07-31"]],
    ["2025-02-28", "2025-03-28", "2025-04-02", ["2025-03-28", "2025-04-28"]],
    ["2024-02-29", "2025-02-28", "2025-03-01", ["2025-02-28", "2025-03-29"]],
    // A trial of two weeks: what is paid begins where it ends.
    ["2025-03-10", "2025-03-24", "2025-05-01", ["2025-04-24", "2025-05-24"]],
    ["2025-01-15", "2025-04-15", "2025-03-01", ["2025-02-15", "2025-03-15"]],
  ])(
    "what was paid from %s to %s is on %s in the month that it should be",
    async (start, end, now, months) => {
      const { tell, periodAt } = await customer();
      await tell(period(start, end));
      expect(await periodAt(now)).toEqual(months);
    },
  );

  test("some seconds beside the month make no period of their own", async () => {
    const { tell, periodAt } = await customer();
    for (const end of ["2025-04-30T16:13:49Z", "2025-04-30T16:14:12Z"]) {
      await tell({
        current_period_start: "2025-03-30T16:13:53.532380Z",
        current_period_end: end,
      });
      const told = ["2025-03-30T16:13:53.532Z", end.replace("Z", ".000Z")];
      for (const moment of ["2025-03-30T16:13:59Z", "2025-04-30T16:13:48Z"]) {
        expect(await periodAt(moment)).toEqual(told);
      }
      expect((await periodAt(end))[0]).toBe(told[1]);
    }
  });

  test("where Polar says when credits renew, they renew then", async () => {
    const { tell, periodAt } = await customer();
    await tell({
      ...period("2025-01-01", "2026-01-01"),
      recurring_interval: "year",
      current_meter_period_start: at("2025-03-31").toISOString(),
      current_meter_period_end: at("2025-04-30").toISOString(),
    });
    expect(await periodAt("2025-04-12")).toEqual(["2025-03-31", "2025-04-30"]);
    expect(await periodAt("2025-05-30")).toEqual(["2025-04-30", "2025-05-31"]);
    await tell({
      ...period("2025-01-01", "2026-01-01"),
      current_meter_period_start: at("2025-05-05").toISOString(),
      current_meter_period_end: at("2025-05-12").toISOString(),
    });
    expect(await periodAt("2025-05-27")).toEqual(["2025-05-26", "2025-06-02"]);
  });

  test("one that is paid by the week has the month's credits once a month", async () => {
    const { tell, spend, periodAt } = await customer();
    const weekly = { recurring_interval: "week", started_at: at("2025-01-10").toISOString() };
    await tell({ ...period("2025-01-24", "2025-01-31"), ...weekly });
    expect(await spend(50_000, "2025-01-25")).toBe("spent");
    await tell({ ...period("2025-01-31", "2025-02-07"), ...weekly });
    expect(await spend(1, "2025-02-01")).toBe("exhausted");
    expect(await periodAt("2025-02-01")).toEqual(["2025-01-10", "2025-02-10"]);
    expect(await spend(1, "2025-02-10")).toBe("spent");
  });

  test("whatever the plan is changed to and fro, what it includes is drawn once", async () => {
    const { tell, spend, leftAt } = await customer();
    const month = period("2025-01-01", "2025-02-01");
    const plan = (product_id: string) => tell({ ...month, product_id });
    await plan(products.pro);
    expect(await spend(50_000, "2025-01-02")).toBe("spent");
    await plan(products.scale);
    expect(await leftAt("2025-01-03")).toBe(950_000);
    expect(await spend(950_000, "2025-01-03")).toBe("spent");
    await plan(products.pro);
    expect(await spend(1, "2025-01-04")).toBe("exhausted");
    await plan(products.scale);
    expect(await spend(1, "2025-01-05")).toBe("exhausted");
  });

  test.each([
    ["its period begins anew", {}],
    ["it is another subscription", { id: crypto.randomUUID() }],
  ])("what was drawn counts until its period ends, although %s", async (_, again) => {
    const { tell, spend, periodAt, leftAt } = await customer();
    const other = "id" in again ? { id: `${again.id} ${driver}` } : {};
    await tell(period("2025-01-01", "2025-02-01"));
    expect(await spend(50_000, "2025-01-02")).toBe("spent");
    if ("id" in other) {
      await tell({ ...period("2025-01-01", "2025-02-01"), status: "canceled" });
      expect(await spend(1, "2025-01-03")).toBe("exhausted");
    }
    await tell({ ...period("2025-01-10", "2025-02-10"), ...other });
    expect(await leftAt("2025-01-11")).toBe(0);
    expect(await periodAt("2025-01-11")).toEqual(["2025-01-01", "2025-02-01"]);
    await tell({ ...period("2025-01-12", "2026-01-12"), recurring_interval: "year", ...other });
    expect(await spend(1, "2025-01-13")).toBe("exhausted");
    expect(await spend(50_000, "2025-02-01")).toBe("spent");
    expect(await spend(1, "2025-02-11")).toBe("exhausted");
    expect(await spend(1, "2025-02-12")).toBe("spent");
  });

  test("a trial that is tried again gives nothing again, and what is then paid gives all", async () => {
    const { tell, spend } = await customer();
    await tell({ ...period("2025-01-01", "2025-01-15"), status: "trialing" });
    expect(await spend(50_000, "2025-01-02")).toBe("spent");
    await tell({ ...period("2025-01-03", "2025-01-17"), status: "trialing" });
    expect(await spend(1, "2025-01-04")).toBe("exhausted");
    await tell({ ...period("2025-01-05", "2025-02-05"), status: "active" });
    expect(await spend(50_000, "2025-01-06")).toBe("spent");
  });

  test("what is scheduled for the period's end holds from then on, before anybody says so", async () => {
    const { tell, leftAt } = await customer();
    const scale = { ...period("2025-01-01", "2025-02-01"), product_id: products.scale };
    await tell({
      ...scale,
      pending_update: { applies_at: at("2025-02-01").toISOString(), product_id: products.pro },
    });
    expect(await leftAt("2025-01-31")).toBe(1_000_000);
    expect(await leftAt("2025-02-01")).toBe(50_000);
    await tell({ ...scale, pause_at_period_end: true });
    expect(await leftAt("2025-02-01")).toBe(1_000);
    await tell(scale);
    expect(await leftAt("2025-02-01")).toBe(1_000_000);
  });

  test("the state of a customer leaves what it does not tell as it is", async () => {
    const { tell, id, leftAt } = await customer();
    const scheduled = {
      ...period("2025-01-01", "2025-02-01"),
      product_id: products.scale,
      pending_update: { applies_at: at("2025-02-01").toISOString(), product_id: products.pro },
    };
    await tell(scheduled);
    const [row] = await db()
      .select()
      .from(subscriptions)
      .where(eq(subscriptions.organizationId, id));
    const state = {
      type: "customer.state_changed",
      timestamp: "2026-02-01T00:00:00Z",
      data: {
        id: "a customer",
        external_id: id,
        active_subscriptions: [
          {
            ...scheduled,
            pending_update: undefined,
            id: row?.polarSubscriptionId,
            status: "active",
            created_at: "2025-12-01T00:00:00Z",
            modified_at: "2026-02-01T00:00:00Z",
          },
        ],
      },
    };
    const answer = await recordPolarEvent(db(), ...delivery("polar", state, crypto.randomUUID()));
    expect(answer.outcome).toBe("applied");
    expect(await leftAt("2025-02-01")).toBe(50_000);
  });
});

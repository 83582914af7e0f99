import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { plans } from "#drizzle/tables.ts";
import { getPriceList } from "#lib/billing/price-list.ts";
import { drivers, testDatabase } from "../database.ts";

const database = testDatabase();

const monthly = (amount: number) => ({
  amount,
  currency: "usd",
  interval: "month",
  intervalCount: 1,
  isMetered: false,
});

describe.each(drivers)("the price list over %s", (driver) => {
  test("names every plan from the fewest credits on, with price and seats and credits", async () => {
    const { plans: listed } = await getPriceList(database.on[driver]);
    expect(listed).toEqual([
      { slug: "free", name: "Free", price: monthly(0), monthlyCredits: 1_000, seats: 3 },
      { slug: "pro", name: "Pro", price: monthly(2_900), monthlyCredits: 50_000, seats: 20 },
      {
        slug: "scale",
        name: "Scale",
        price: monthly(19_900),
        monthlyCredits: 1_000_000,
        seats: null,
      },
    ]);
  });

  test("names every credit pack from the smallest on", async () => {
    const { packs } = await getPriceList(database.on[driver]);
    expect(packs).toEqual([
      {
        slug: "small",
        name: "10,000 credits",
        price: { ...monthly(900), interval: null },
        credits: 10_000,
        validDays: 365,
      },
      {
        slug: "large",
        name: "100,000 credits",
        price: { ...monthly(6_900), interval: null },
        credits: 100_000,
        validDays: 365,
      },
    ]);
  });

  test("says a new price as soon as Polar has said it", async () => {
    const db = database.on[driver];
    const setPrice = (priceCents: number) =>
      db.update(plans).set({ priceCents }).where(eq(plans.slug, "pro"));
    await setPrice(30_000);
    try {
      const { plans: listed } = await getPriceList(db);
      expect(listed.map(({ slug, price }) => [slug, price?.amount])).toEqual([
        ["free", 0],
        ["pro", 30_000],
        ["scale", 19_900],
      ]);
    } finally {
      await setPrice(2_900);
    }
  });
});

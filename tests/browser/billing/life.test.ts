import { beforeEach, expect, test } from "vitest";
import { withoutScript } from "../organizations/people.ts";
import { expectAccessible, expectFits, type OpenOptions } from "../page.ts";
import { customer } from "./customer.ts";
import { disorder, ordersOf, polar, refuse, settled, subscriptionsOf } from "./polar.ts";

beforeEach(async () => {
  await settled();
  await refuse(0);
  await polar("PUT", "/control/disorder", { ...disorder, seed: 7 });
});

const ways: [string, OpenOptions][] = [
  ["with script", {}],
  ["without script", withoutScript],
];

test.for(ways)(
  "%s, an owner subscribes, buys credits, and sees every turn of it while webhooks come in disorder",
  { timeout: 240_000 },
  async ([, options]) => {
    const { page, organization, id, press, follow, toBilling, told, has, pay } =
      await customer(options);
    const { home } = organization;
    const look = async () => {
      if (options.javaScriptEnabled === false) return;
      await expectAccessible(page);
      await expectFits(page);
      await page.setViewportSize({ width: 1_280, height: 800 });
    };
    /** What Polar does by itself, once the app has heard of it. */
    const happens = async (path: string) => {
      await polar("POST", path);
      await settled();
      await toBilling();
    };

    await has("Free");
    await told("No invoices yet");
    await look();

    // From free to pro.
    await press("Subscribe to Pro");
    await pay();
    await told("Thank you. Your payment was received.");
    await has("Pro");
    expect(await page.getByRole("heading", { name: "Free plan" }).count()).toBe(0);
    await told(/^Renews on/);
    await settled();
    await toBilling();
    await has("Pro");
    expect(await subscriptionsOf(id)).toHaveLength(1);

    // A pack, once, however often it was told.
    await press("Buy 10,000 credits");
    await pay();
    await told("Thank you. Your payment was received.");
    await settled();
    await toBilling();
    expect(await page.getByText("10,000 credits purchased").count()).toBe(1);
    await look();

    // An invoice, written when it is asked for.
    await follow("View the invoice of 10,000 credits");
    await page.getByRole("heading", { name: /^Invoice INV-/ }).waitFor();
    await told("10,000 credits, 9.00 USD");
    await settled();

    // The price is paid back, and the credits with it.
    const order = (await ordersOf(id)).find(({ description }) => description === "10,000 credits");
    await happens(`/control/orders/${order?.id}/refund`);
    await told("Refunded");
    expect(await page.getByText("10,000 credits purchased").count()).toBe(0);

    // A payment fails, and every page says so until it is made.
    const [{ id: subscription = "" } = {}] = await subscriptionsOf(id);
    await happens(`/control/subscriptions/${subscription}/past_due`);
    await told("Past due");
    await has("Pro");
    expect(await page.getByText("The last payment failed").count()).toBe(1);
    await look();
    for (const path of ["", "/usage", "/members", "/settings", "/settings/audit"]) {
      await page.goto(`${home}${path}`);
      await told("The last payment failed");
      await told("If it is not paid by");
    }
    await happens(`/control/subscriptions/${subscription}/recover`);
    await told("Active");
    expect(await page.getByText("The last payment failed").count()).toBe(0);

    // Canceled, and taken back.
    await press("Cancel subscription");
    await told("Cancel subscription?");
    await press("Cancel at period end");
    await told("Subscription canceled.");
    await told(/^Ends on/);
    await settled();
    await toBilling();
    await press("Resume subscription");
    await told("Subscription resumed.");
    await told(/^Renews on/);
    await settled();

    // Another plan, and back.
    await toBilling();
    await press("Upgrade to Scale");
    await told(/About \$\d+.* plus tax/);
    await told("1,000,000 credits a month instead of 50,000");
    await press("Stay on Pro");
    await press("Upgrade to Scale");
    await press("Upgrade");
    await told("Plan changed. The prorated difference is charged now.");
    await has("Scale");
    await settled();
    await toBilling();
    await has("Scale");
    await press("Downgrade to Pro");
    await told("Downgrade to Pro?");
    await press("Downgrade");
    await told("The plan changes at the end of this billing period.");
    await told(/Pro from/);
    await has("Scale");
    await settled();
    await toBilling();
    await press("Keep Scale");
    await told("The plan change was canceled. Your plan stays the same.");
    await settled();
    await toBilling();
    await press("Downgrade to Pro");
    await told("Downgrade to Pro?");
    await press("Downgrade");
    await told("The plan changes at the end of this billing period.");
    await settled();
    await happens(`/control/subscriptions/${subscription}/cycle`);
    await has("Pro");

    // Polar's own page, where the subscription is ended at once.
    await toBilling();
    await press("Billing portal");
    await page.getByRole("heading", { name: "Customer portal" }).waitFor();
    await press("End now");
    await told("No subscription.");
    await settled();
    await follow("Back");
    await has("Free");
    await told(/^Paid until/);
    await look();
  },
);

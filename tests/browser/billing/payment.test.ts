import { beforeEach, describe, expect, test } from "vitest";
import { demoPassword } from "#local/demo.ts";
import { join, somebody, withoutScript } from "../organizations/people.ts";
import { expectAccessible, expectFits, type OpenOptions, openPage, signIn } from "../page.ts";
import { cashierOf, customer } from "./customer.ts";
import { disorder, polar, refuse, settled, subscriptionsOf } from "./polar.ts";

beforeEach(async () => {
  await settled();
  await refuse(0);
  await polar("PUT", "/control/disorder", { ...disorder, seed: 7 });
});

const ways: [string, OpenOptions][] = [
  ["with script", {}],
  ["without script", withoutScript],
];

describe.each(ways)("%s", (_, options) => {
  test("the page never says free after a payment, although every webhook is lost", async () => {
    await polar("PUT", "/control/disorder", { drop: 1 });
    const { page, press, pay, told, has, toBilling } = await customer(options);
    await press("Subscribe to Scale");
    await pay();
    await told("Thank you. Your payment was received.");
    await has("Scale");
    await toBilling();
    await has("Scale");
    expect(await page.getByRole("heading", { name: "Free plan" }).count()).toBe(0);
    await press("Buy 100,000 credits");
    await pay();
    await told("100,000 credits purchased");
  });

  test("while Polar is silent after a payment the page says so, and finds the plan by itself", async () => {
    await polar("PUT", "/control/disorder", { drop: 1 });
    const { page, press, told, has } = await customer(options);
    await press("Subscribe to Pro");
    await page.getByRole("heading", { name: "Checkout" }).waitFor();
    await refuse(2);
    await press("Pay");
    await told("Your payment is being confirmed");
    expect(await page.getByRole("heading", { name: "Free plan" }).count()).toBe(0);
    await has("Pro");
    await told("Thank you. Your payment was received.");
  });

  test("while Polar is silent nothing is sold, and the page says so and goes on working", async () => {
    const { press, told, has, pay } = await customer(options);
    await refuse(1);
    await press("Subscribe to Pro");
    await told("The payment service did not respond. Nothing was charged.");
    await has("Free");
    await press("Subscribe to Pro");
    await pay();
    await has("Pro");
  });

  test("who leaves the checkout is where they were, and has bought nothing", async () => {
    const { page, press, follow, has, id } = await customer(options);
    await press("Subscribe to Pro");
    await page.getByRole("heading", { name: "Checkout" }).waitFor();
    await follow("Back");
    await has("Free");
    expect(await subscriptionsOf(id)).toEqual([]);
  });
});

test("two owners who pay at once are told that they pay twice, and the way out", async () => {
  const first = await customer();
  const partner = await somebody();
  await join(partner, first.owner, first.organization, "owner");
  const second = await cashierOf(partner, first.organization.home);
  for (const { page, press } of [first, second]) {
    await press("Subscribe to Pro");
    await page.getByRole("heading", { name: "Checkout" }).waitFor();
  }
  await Promise.all([first.pay(), second.pay()]);
  await settled();
  for (const { page, toBilling, told, has } of [first, second]) {
    await toBilling();
    await told("This organization has 2 active subscriptions");
    await has("Pro");
    await expectAccessible(page);
    await expectFits(page);
  }
  await second.page.goto(first.organization.home);
  await second.told("This organization has two active subscriptions");
  await second.follow("Billing");
  await second.press("End one in the portal");
  await second.page.getByRole("heading", { name: "Customer portal" }).waitFor();
  await second.press("End now");
  await settled();
  await second.follow("Back");
  await second.has("Pro");
  expect(await second.page.getByText(/has (2|two) active subscriptions/).count()).toBe(0);
  const live = (await subscriptionsOf(first.id)).filter(({ status }) => status === "active");
  expect(live).toHaveLength(1);
});

test.each(["admin", "member"])(
  "the role of %s finds no billing, and no way to it",
  async (role) => {
    const page = await openPage({ expected: /status of 403/ });
    await signIn(page, `${role}@acme.test`, demoPassword);
    expect(await page.getByRole("link", { name: "Billing" }).count()).toBe(0);
    for (const path of ["/settings", "/usage"]) {
      await page.goto(`/o/acme${path}`);
      expect(await page.locator('a[href*="/settings/billing"]').count()).toBe(0);
    }
    expect((await page.goto("/o/acme/settings/billing"))?.status()).toBe(403);
    for (const act of ["checkout", "change_plan", "cancel", "resume", "portal"]) {
      const data = { product: "small", plan: "scale" };
      const headers = { accept: "application/json" };
      const answer = await page.request.post(`/api/forms/billing.${act}/acme`, { data, headers });
      expect(answer.status(), act).toBe(403);
    }
  },
);

test("an owner of the demo opens every invoice", async () => {
  const page = await openPage();
  await signIn(page, "owner@acme.test", demoPassword);
  const billing = "/o/acme/settings/billing";
  await page.goto(billing);
  const links = page.getByRole("link", { name: /^View the invoice/ });
  const count = await links.count();
  expect(count).toBeGreaterThan(3);
  for (let index = 0; index < count; index++) {
    await page.goto(billing);
    await links.nth(index).click();
    await page.getByRole("heading", { name: /^Invoice INV-/ }).waitFor();
  }
});

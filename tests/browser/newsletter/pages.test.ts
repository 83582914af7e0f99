import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { demoPassword } from "#local/demo.ts";
import { expectAccessible, expectFits, openPageOf } from "../page.ts";

const pages = [
  "/o/acme/subscribers",
  "/o/acme/subscribers?search=nobody-of-this-name",
  "/o/acme/subscribers/new",
  "/o/acme/subscribers/fields",
  "/o/acme/subscribers/import",
  "/o/acme/subscribers/forms",
  "/o/acme/subscribers/forms/new",
  "/o/acme/lists",
  "/o/acme/lists?show=archived",
  "/o/acme/lists/new",
  "/o/acme/segments",
  "/o/acme/segments/new",
  "/o/acme/campaigns",
  "/o/acme/campaigns?search=nothing-of-this-name",
  "/o/acme/campaigns/new",
  "/o/acme/campaigns/settings",
  "/o/acme/series",
  "/o/acme/series/new",
];

/** Pages of one thing: where its list is, and what of it is opened. */
const things: [name: string, list: string, link: RegExp][] = [
  ["a subscriber", "/o/acme/subscribers", /@example\.test/],
  ["a list", "/o/acme/lists", /^Monthly letter$/],
  ["a sign-up form", "/o/acme/subscribers/forms", /^Footer of the website$/],
  ["a campaign that was sent", "/o/acme/campaigns?state=sent", /^What comes next$/],
  ["a campaign that will be sent", "/o/acme/campaigns?state=scheduled", /^What changed in winter$/],
  ["a series", "/o/acme/series", /^Welcome$/],
  ["a draft", "/o/acme/campaigns?state=draft", /^Plans for the new year$/],
];

const owner = () => openPageOf("owner@acme.test", demoPassword);

async function expectUsable(page: Page): Promise<void> {
  await page.getByRole("heading", { level: 1 }).waitFor();
  await expectAccessible(page);
  await expectFits(page);
}

test.for(pages)("%s can be used by members, and fits a phone", async (path) => {
  const page = await owner();
  expect((await page.goto(path))?.status()).toBe(200);
  await expectUsable(page);
});

test.for(things)(
  "the page of %s can be used by members, and fits a phone",
  async ([, list, link]) => {
    const page = await owner();
    await page.goto(list);
    const address = page.getByRole("main").getByRole("link", { name: link }).first();
    await page.goto((await address.getAttribute("href")) ?? "");
    await expectUsable(page);
  },
);

test("the pages of a step and of people in a series can be used by members, and fit a phone", async () => {
  const page = await owner();
  await page.goto("/o/acme/series");
  await page.getByRole("link", { name: "Welcome", exact: true }).click();
  const series = page.getByRole("heading", { level: 1, name: "Welcome", exact: true });
  await series.waitFor();
  const address = page.url();
  await page.getByRole("link", { name: "Welcome to Acme" }).click();
  await page.getByLabel("Preheader").waitFor();
  await expectUsable(page);
  await page.goto(`${address}/people`);
  await expectUsable(page);
});

test("the editor of a letter can be used by members, and fits a phone", async () => {
  const page = await owner();
  await page.goto("/o/acme/campaigns?state=draft");
  await page.getByRole("link", { name: "Plans for the new year" }).click();
  await page.getByRole("link", { name: "Content", exact: true }).click();
  await page.getByLabel("Preheader").waitFor();
  await expectUsable(page);
});

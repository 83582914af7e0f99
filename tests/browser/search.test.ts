import { expect, test } from "vitest";
import { demoPassword } from "#local/demo.ts";
import { expectAccessible, openPageOf } from "./page.ts";

const withoutScript = { javaScriptEnabled: false, expected: /\.js csp$/ };

/** An owner's overview with the command menu open. */
async function openMenu() {
  const page = await openPageOf("owner@acme.test", demoPassword);
  await page.goto("/o/acme");
  // Checked only once the script has run.
  const theme = page.locator(".theme-switch input:checked").first();
  await theme.waitFor({ state: "attached" });
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Go to" }).waitFor();
  return page;
}

test("the command menu finds what the organization has, while somebody types", async () => {
  const page = await openMenu();
  await page.keyboard.type("member@acme");
  await page.getByRole("option", { name: /member@acme\.test/ }).waitFor();
  await expectAccessible(page);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/o\/acme\/members\/demo_member$/);
});

test("the command menu says that there is nothing, and leads to the page", async () => {
  const page = await openMenu();
  await page.keyboard.type("zzz nothing");
  await page.getByText("Nothing in this organization has these letters.").waitFor();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/o\/acme\/search\?q=zzz\+nothing$/);
  await page.getByText("No results for “zzz nothing”").waitFor();
});

test("without script a form searches, from a link on every page", async () => {
  const page = await openPageOf("owner@acme.test", demoPassword, withoutScript);
  await page.goto("/o/acme");
  await page.getByRole("link", { name: "Search" }).click();
  await page.getByText("What are you looking for?").waitFor();
  await page.getByRole("searchbox").fill("member@acme");
  await page.getByRole("button", { name: "Search" }).click();
  const found = page.getByRole("link", { name: /member@acme\.test/ });
  expect(await found.getAttribute("href")).toBe("/o/acme/members/demo_member");
});

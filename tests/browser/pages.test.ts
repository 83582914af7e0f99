import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { demoPassword } from "#local/demo.ts";
import { expectAccessible, expectFits, openPage, openPageOf, signIn, watch } from "./page.ts";

const publicPages = ["/", "/sign-in", "/sign-up", "/forgot-password"];
const workspacePages = [
  "/o/acme",
  "/o/acme/members",
  "/o/acme/members?search=nobody",
  "/o/acme/members/invite",
  "/o/acme/members/demo_member",
  "/o/acme/search",
  "/o/acme/search?q=acme",
  "/o/acme/settings",
  "/o/acme/settings/audit",
  "/o/acme/settings/api-keys",
  "/o/acme/settings/api-keys/new",
  "/o/acme/settings/webhook-endpoints",
  "/o/acme/settings/webhook-endpoints/new",
  "/organizations",
  "/organizations/new",
  "/account",
];

test.for(publicPages)("%s can be used by everybody, and fits a phone", async (path) => {
  const page = await openPage();
  await page.goto(path);
  await expectAccessible(page);
  await expectFits(page);
});

test.for(workspacePages)("%s can be used by members, and fits a phone", async (path) => {
  const page = await openPageOf("owner@acme.test", demoPassword);
  await page.goto(path);
  await expectAccessible(page);
  await expectFits(page);
});

test("the page that says the database is down can be used by everybody, and fits a phone", async () => {
  const page = await openPage({ expected: /status of 503/ });
  await page.goto("/unavailable?next=%2Fo%2Facme");
  await expectAccessible(page);
  await expectFits(page);
  expect(await page.getByRole("link", { name: "Try again" }).getAttribute("href")).toBe("/o/acme");
});

test("somebody signs in with the keyboard alone", async () => {
  const page = await openPage();
  await page.goto("/sign-in");
  await tabTo(page, "Email");
  await page.keyboard.type("member@acme.test");
  await tabTo(page, "Password");
  await page.keyboard.type(demoPassword);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/o\/acme$/);
  await page.getByRole("heading", { level: 1, name: "Acme" }).waitFor();

  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Skip to content");
});

test("a wrong password is said beside what was typed, which stays", async () => {
  const page = await openPage({ expected: /status of 401/ });
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill("owner@acme.test");
  await page.getByLabel("Password").fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page
    .getByRole("alert")
    .filter({ hasText: /password/i })
    .waitFor();
  expect(await page.getByLabel("Email").inputValue()).toBe("owner@acme.test");
  await expectAccessible(page);
});

test("somebody signs in with JavaScript off", async () => {
  const page = await openPage({ javaScriptEnabled: false, expected: /\.js csp$/ });
  await signIn(page, "admin@acme.test", demoPassword);
  await page.getByRole("heading", { level: 1, name: "Acme" }).waitFor();
});

test("another organization looks as if it did not exist", async () => {
  const page = await openPage({ expected: /status of 404/ });
  await signIn(page, "outsider@globex.test", demoPassword);
  await page.goto("/o/acme");
  await page.getByRole("heading", { level: 1, name: /not|no /i }).waitFor();
  expect(await page.content()).not.toMatch(/Acme (Owner|Admin|Member)|@acme\.test/);
  await expectAccessible(page);
});

describe("the tests themselves", () => {
  test.for([
    ["an error on the console", 'console.error("broken")', "console: broken"],
    ["an uncaught error", 'setTimeout(() => { throw new Error("torn") })', "uncaught: torn"],
    ["a request that fails", 'fetch("http://127.0.0.1:9/").catch(() => {})', "request: http://127"],
  ])("notice %s", async ([, script = "", problem = ""]) => {
    const page = await openPage({ expected: /./ });
    const problems = watch(page);
    await page.goto("/");
    await page.addScriptTag({ content: script });
    await expect.poll(() => problems.join("\n")).toContain(problem);
  });

  test("notice a picture without words for it", async () => {
    const page = await openPage();
    await page.setContent(
      '<html lang="en"><title>a</title><main><h1>a</h1><img src="data:,"></main></html>',
    );
    await expect(expectAccessible(page)).rejects.toThrow("image-alt");
  });

  test("notice words that cannot be read in the dark alone", async () => {
    const page = await openPage();
    await page.setContent(`<html lang="en"><title>a</title>
      <style>@media (prefers-color-scheme: dark) { p { background: #000; color: #222 } }</style>
      <main><h1>a</h1><p>Read me</p></main></html>`);
    await expect(expectAccessible(page)).rejects.toThrow("dark, color-contrast");
  });
});

/** Presses Tab until the field with this label has the focus. */
async function tabTo(page: Page, label: string): Promise<void> {
  const field = page.getByLabel(label);
  for (let presses = 0; presses < 20; presses++) {
    await page.keyboard.press("Tab");
    if (await field.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`The keyboard does not reach "${label}"`);
}

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { expect, inject, test } from "vitest";
import { z } from "zod";
import { demoPassword } from "#local/demo.ts";
import { expectAccessible, expectFits, openPage, openPageOf, signIn } from "./page.ts";

const gallery = "/dev/ui";

test("every part of the design system can be used by everybody, and fits a phone", async () => {
  const page = await openPage();
  await page.goto(gallery);
  await expectAccessible(page);
  await expectFits(page);
});

test("a dialog is opened, closed and left with the keyboard", async () => {
  const page = await openPage();
  await page.goto(gallery);
  const opener = page.getByRole("button", { name: "Open dialog" });
  await opener.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: "Rename" }).waitFor();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  expect(await opener.evaluate((element) => element === document.activeElement)).toBe(true);
});

test("a menu is gone through with arrow keys, and Escape leads back to its button", async () => {
  const page = await openPage();
  await ready(page);
  const opener = page.getByRole("button", { name: "Actions" });
  await opener.focus();
  await page.keyboard.press("ArrowDown");
  expect(await focused(page)).toBe("Open");
  await page.keyboard.press("ArrowDown");
  expect(await focused(page)).toBe("Rename…");
  await expectAccessible(page);
  await page.keyboard.press("End");
  expect(await focused(page)).toBe("Remove…");
  await page.keyboard.press("Escape");
  expect(await opener.evaluate((element) => element === document.activeElement)).toBe(true);
});

test("tabs in a page are changed with arrow keys", async () => {
  const page = await openPage();
  await ready(page);
  await page.getByRole("tab", { name: "Text" }).focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await page.getByText("The second panel.").waitFor();
});

test("the command menu goes where a few letters say", async () => {
  const page = await openPage();
  await ready(page);
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Go to" }).waitFor();
  await expectAccessible(page);
  await page.keyboard.type("sign");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/sign-in$/);
});

test("a toast says what was done, and can be dismissed", async () => {
  const page = await openPage();
  await ready(page);
  await page.getByRole("button", { name: "Show a toast" }).click();
  const toast = page.getByRole("status").filter({ hasText: "Name changed." }).last();
  await toast.waitFor();
  await page.getByRole("button", { name: "Dismiss" }).click();
  await expect.poll(() => page.getByRole("button", { name: "Dismiss" }).count()).toBe(0);
});

test("the theme that somebody chose is there before the page is, on every page", async () => {
  const page = await openPage({ colorScheme: "light" });
  await ready(page);
  await page.getByText("Dark", { exact: true }).click();
  expect(await canvasOf(page)).toBe("rgb(18, 17, 16)");

  // Notes the theme when the body begins, which is before anything can be painted.
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (!document.body) return;
      observer.disconnect();
      document.documentElement.dataset.first = document.documentElement.dataset.theme ?? "none";
    }).observe(document, { childList: true, subtree: true });
  });
  for (const path of ["/", "/sign-in", gallery]) {
    await page.goto(path);
    expect(await page.evaluate(() => document.documentElement.dataset.first)).toBe("dark");
    expect(await canvasOf(page)).toBe("rgb(18, 17, 16)");
  }
  await page.getByText("System", { exact: true }).click();
  expect(await canvasOf(page)).toBe("rgb(251, 250, 249)");
});

test("without script menus, dialogs and the navigation open, and links lead on", async () => {
  const page = await openPage({
    javaScriptEnabled: false,
    expected: /\.js csp$/,
    viewport: { width: 360, height: 740 },
  });
  await page.goto(gallery);
  await page.getByRole("button", { name: "Open dialog" }).click();
  await page.getByRole("dialog", { name: "Rename" }).waitFor();

  await signIn(page, "owner@acme.test", demoPassword);
  await page.getByRole("button", { name: "Navigation" }).click();
  await page.getByRole("button", { name: /switch organization/ }).click();
  await page.getByRole("link", { name: "All organizations" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Webhooks" }).click();
  await page.getByRole("heading", { level: 1, name: "Webhooks" }).waitFor();
});

test("a page of the workspace brings at most 60 KB of script beyond Next's own", async () => {
  const page = await openPageOf("owner@acme.test", demoPassword);
  await page.goto("/o/acme");
  const sources = await page
    .locator("script[src]:not([nomodule])")
    .evaluateAll((scripts) => scripts.map((script) => Reflect.get(script, "src")));
  const own = sources.filter((source) => !nextsOwn().some((name) => source.includes(name)));
  const sizes = await Promise.all(
    own.map(async (source) => gzipSync(await (await fetch(source)).bytes(), { level: 9 }).length),
  );
  const total = sizes.reduce((sum, size) => sum + size, 0);
  console.log(`client script of /o/acme beyond Next's own: ${(total / 1024).toFixed(1)} KB`);
  expect(own.length).toBeGreaterThan(0);
  expect(total).toBeLessThanOrEqual(60 * 1024);
});

/** The scripts that every page of every application with this version of Next has. */
function nextsOwn(): string[] {
  const manifest = readFileSync(join(inject("build").folder, ".next/build-manifest.json"), "utf8");
  return z.object({ rootMainFiles: z.array(z.string()) }).parse(JSON.parse(manifest)).rootMainFiles;
}

/** The gallery, once its script has run: the theme switch is only checked then. */
async function ready(page: Page): Promise<void> {
  await page.goto(gallery);
  await page.getByRole("radio", { name: "System", checked: true }).first().waitFor();
}

const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent);

const canvasOf = (page: Page) =>
  page.evaluate(() => getComputedStyle(document.body).backgroundColor);

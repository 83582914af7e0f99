import { mkdirSync } from "node:fs";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from "playwright-core";
import { afterAll, expect, inject, onTestFinished, type TestContext } from "vitest";
import { findTool } from "#scripts/install-tools.ts";
import { projectFolder } from "#tests/build/sources.ts";

let browser: Promise<Browser> | undefined;
afterAll(async () => (await browser)?.close());

function launch(): Promise<Browser> {
  const executablePath = findTool("chromium");
  if (!executablePath) throw new Error("These tests need Chromium: sudo apt-get install chromium");
  return chromium.launch({
    executablePath,
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

export interface OpenOptions extends BrowserContextOptions {
  /** Problems that belong to the test, such as the 401 of a wrong password. */
  expected?: RegExp;
}

let app = inject("app");

/** Opens the pages of this file at an app of its own, instead of at the one that all files share. */
export function openAt(url: string): void {
  app = url;
}

/**
 * A page of its own, with cookies of its own, that is closed when the test ends. The test fails when
 * the page meets a problem that it does not expect. Of a failed test, a picture is kept in
 * `test-results`.
 */
export async function openPage({ expected, ...options }: OpenOptions = {}): Promise<Page> {
  browser ??= launch();
  const context = await (await browser).newContext({
    baseURL: app,
    reducedMotion: "reduce",
    ...options,
  });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const problems = watch(page);

  onTestFinished(async ({ task }) => {
    const found = problems.filter((problem) => !expected?.test(problem));
    if (found.length > 0 || task.result?.state === "fail") await keepPicture(page, task);
    await context.close();
    expect(found).toEqual([]);
  });
  return page;
}

async function keepPicture(page: Page, task: TestContext["task"]): Promise<void> {
  const folder = join(projectFolder, "test-results");
  mkdirSync(folder, { recursive: true });
  const name = `${task.file.projectName} ${task.name}`.replace(/[^\w]+/g, "-").slice(0, 120);
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

/** Collects what goes wrong on a page: errors on the console, uncaught ones, failed requests. */
export function watch(page: Page): string[] {
  const problems: string[] = [];
  page.on("console", (message) => {
    if (message.type() !== "error") return;
    problems.push(`console: ${message.text()} ${message.location().url}`);
  });
  page.on("pageerror", (error) => problems.push(`uncaught: ${error.message}`));
  page.on("requestfailed", (request) => {
    const reason = request.failure()?.errorText ?? "unknown";
    // The browser gives up what it no longer needs when it leaves a page.
    if (reason !== "net::ERR_ABORTED") problems.push(`request: ${request.url()} ${reason}`);
  });
  return problems;
}

/** Expects that axe finds nothing to complain about, in the light and in the dark colours. */
export async function expectAccessible(
  page: Page,
  colorSchemes: readonly ("light" | "dark")[] = ["light", "dark"],
): Promise<void> {
  // Next streams the title of a page that was reached by a link; it may come after the page itself.
  await page.waitForFunction(() => document.title !== "");
  for (const colorScheme of colorSchemes) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(() =>
      Promise.all(document.getAnimations().map((animation) => animation.finished)),
    );
    // Where scripts are not allowed, axe cannot look: a letter in its frame is a mail and no page.
    const { violations } = await new AxeBuilder({ page }).exclude("iframe[sandbox]").analyze();
    const findings = violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${colorScheme}, ${id}: ${html} ${failureSummary}`),
    );
    expect(findings.join("\n")).toBe("");
  }
}

/** Expects that a phone shows the page without scrolling sideways. */
export async function expectFits(page: Page): Promise<void> {
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
}

type Cookies = Awaited<ReturnType<BrowserContext["cookies"]>>;
const sessions = new Map<string, Cookies>();

/**
 * A page of somebody who has an account and is signed in to it, once for all tests of the file: for
 * those that are not about signing in or out.
 */
export async function openPageOf(
  email: string,
  password: string,
  options?: OpenOptions,
): Promise<Page> {
  const page = await openPage(options);
  const context = page.context();
  const former = sessions.get(email);
  if (former) {
    await context.addCookies(former);
    return page;
  }
  const answer = await page.request.post("/api/account/sign-in", {
    form: { email, password },
    headers: { accept: "application/json" },
  });
  expect(answer.status(), await answer.text()).toBe(200);
  sessions.set(email, await context.cookies());
  return page;
}

/** Signs in with the form of the app, as a visitor does. */
export async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(/\/o\//);
}

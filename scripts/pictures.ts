import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import sharp from "sharp";
import { type PictureName, picturePath, pictures } from "#lib/site/pictures.ts";
import { themeKey } from "#lib/ui/theme.ts";
import { demoPassword } from "#local/demo.ts";
import { appPort } from "#local/ports.ts";
import { runCommand } from "./command.ts";
import { findTool } from "./install-tools.ts";
import { drawBrand } from "./pictures/brand.ts";
import { webAddress } from "./typed.ts";
import { UsageError } from "./usage-error.ts";

const usage = `Takes the screenshots for the start page and the README.

npm run dev -- --fresh     in another terminal, for fresh demo data
node scripts/pictures.ts   [--url http://localhost:3000] [name ...]

brand      the preview image of shared links and the icons; needs no running app
${Object.keys(pictures).join("\n")}`;

/** What each shows, of the demo. */
const shown: Record<PictureName, { path: string; readme?: string }> = {
  overview: { path: "/o/acme", readme: "docs/images/overview.png" },
  members: { path: "/o/initech/members" },
  audit: { path: "/o/acme/settings/audit" },
  webhooks: { path: "/o/acme/settings/webhooks" },
};

const pixelsPerPoint = 1.5;
const mostBytes = 150_000;
const root = resolve(import.meta.dirname, "..");

async function takeAll(names: string[], address: string): Promise<void> {
  const ofApp = names.filter(isPicture);
  const executablePath = findTool("chromium");
  if (!executablePath) throw new UsageError("Install Chromium: sudo apt-get install chromium");
  const browser = await chromium.launch({
    executablePath,
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"],
  });
  try {
    if (names.includes("brand")) await drawBrand(browser, root);
    if (ofApp.length === 0) return;
    for (const theme of ["light", "dark"] as const) {
      const page = await signedIn(browser, address, theme);
      for (const name of ofApp) await take(page, name, theme);
      await page.context().close();
    }
  } finally {
    await browser.close();
  }
}

const isPicture = (name: string): name is PictureName => Object.hasOwn(pictures, name);

/** A page of the demo's owner, in one of the themes. */
async function signedIn(browser: Browser, url: string, theme: "light" | "dark"): Promise<Page> {
  const context = await browser.newContext({
    baseURL: url,
    colorScheme: theme,
    reducedMotion: "reduce",
    timezoneId: "UTC",
    deviceScaleFactor: pixelsPerPoint,
  });
  await context.addInitScript(
    ([key = "", value = ""]) => localStorage.setItem(key, value),
    [themeKey, theme],
  );
  // While developing, a page is compiled when somebody first asks for it.
  context.setDefaultTimeout(120_000);
  const page = await context.newPage();
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill("owner@acme.test");
  await page.getByLabel("Password", { exact: true }).fill(demoPassword);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(/\/o\//);
  return page;
}

async function take(page: Page, name: PictureName, theme: "light" | "dark"): Promise<void> {
  const { path, readme } = shown[name];
  await page.setViewportSize(pictures[name]);
  const answer = await page.goto(path, { waitUntil: "networkidle" });
  if (answer?.status() !== 200) throw new UsageError(`${path} answered ${answer?.status()}`);
  // What Next shows of itself while developing.
  await page.addStyleTag({ content: "nextjs-portal { display: none }" });
  const picture = await page.screenshot();
  const file = join(root, "public", picturePath(name, theme));
  await mkdir(dirname(file), { recursive: true });
  const bytes = await compressed(picture);
  await writeFile(file, bytes);
  console.log(`${file} ${Math.round(bytes.length / 1_000)} KB`);
  if (readme && theme === "light") {
    await sharp(picture).png({ palette: true, colours: 128 }).toFile(join(root, readme));
  }
}

/** As WebP, as good as fits. */
async function compressed(picture: Buffer): Promise<Buffer> {
  for (const quality of [86, 78, 70, 60]) {
    const bytes = await sharp(picture).webp({ quality, effort: 6 }).toBuffer();
    if (bytes.length <= mostBytes) return bytes;
  }
  throw new Error("A picture is too large");
}

await runCommand({
  name: "node scripts/pictures.ts",
  usage,
  options: { url: { type: "string" } },
  words: Object.keys(pictures).length + 1,
  async run({ values, words }) {
    const known = ["brand", ...Object.keys(pictures)];
    const unknown = words.find((name) => !known.includes(name));
    if (unknown) throw new UsageError(`Unknown picture ${unknown}.\n\n${usage}`);
    const address = values.url ?? `http://localhost:${appPort()}`;
    await takeAll(words.length > 0 ? words : known, webAddress("--url", address).href);
    return 0;
  },
});

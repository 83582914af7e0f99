import { expect, test } from "vitest";
import { docsPages } from "#lib/site/docs/pages.ts";
import { expectAccessible, expectFits, openPage } from "./page.ts";

const pages = [
  "/",
  "/pricing",
  "/benchmarks",
  "/docs",
  ...docsPages.map(({ slug }) => `/docs/${slug}`),
];

test.for(pages)("%s can be used by everybody, and fits a phone and a wide screen", async (path) => {
  const page = await openPage();
  expect((await page.goto(path))?.status()).toBe(200);
  expect(await page.getByRole("heading", { level: 1 }).count()).toBe(1);
  await expectAccessible(page);
  for (const width of [768, 1_920]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      width,
    );
  }
  await expectFits(page);
});

test("every link on the public pages leads somewhere, and every anchor is there", async () => {
  const page = await openPage();
  const seen = new Map<string, number>();
  const anchors = new Map<string, Set<string>>();
  const wanted: { from: string; path: string; hash: string }[] = [];
  const ahead = ["/"];
  for (let path = ahead.pop(); path; path = ahead.pop()) {
    if (seen.has(path)) continue;
    const answer = await page.goto(path);
    seen.set(path, answer?.status() ?? 0);
    const { ids, links } = await page.evaluate(() => ({
      ids: Array.from(document.querySelectorAll("[id]"), ({ id }) => id),
      links: Array.from(document.querySelectorAll("a[href]"), (link) =>
        link instanceof HTMLAnchorElement ? link.href : "",
      ),
    }));
    anchors.set(path, new Set(ids));
    for (const link of links) {
      const { origin, pathname, hash } = new URL(link);
      // Nothing leads away from here.
      expect(origin, link).toBe(new URL(page.url()).origin);
      wanted.push({ from: path, path: pathname, hash: hash.slice(1) });
      ahead.push(pathname);
    }
  }
  expect([...seen].filter(([, status]) => status !== 200)).toEqual([]);
  expect(wanted.filter(({ path, hash }) => hash && !anchors.get(path)?.has(hash))).toEqual([]);
  expect([...seen.keys()]).toEqual(expect.arrayContaining([...pages, "/sign-in", "/sign-up"]));
});

test("the pricing says the prices of the database, also without script", async () => {
  const page = await openPage({ javaScriptEnabled: false, expected: /\.js csp$/ });
  await page.goto("/pricing");
  const plans = page.getByRole("article");
  expect(await plans.getByRole("heading").allTextContents()).toEqual(["Free", "Pro", "Scale"]);
  await plans.filter({ hasText: "Pro" }).first().getByText("$29").waitFor();
  await page.getByText("100,000 credits").first().waitFor();
});

test("a picture of the app is there in each theme, and only that one is loaded", async () => {
  for (const colorScheme of ["light", "dark"] as const) {
    const page = await openPage({ colorScheme });
    const loaded: string[] = [];
    page.on("response", (answer) => {
      const { pathname } = new URL(answer.url());
      if (pathname.startsWith("/pictures/")) loaded.push(`${answer.status()} ${pathname}`);
    });
    await page.goto("/");
    await page.keyboard.press("End");
    await expect.poll(() => loaded.length).toBeGreaterThanOrEqual(2);
    const other = colorScheme === "light" ? "dark" : "light";
    expect(loaded.filter((line) => !line.startsWith("200 ") || line.includes(other))).toEqual([]);
  }
});

test("search engines find the public pages and are asked to leave the others", async () => {
  const page = await openPage();
  const text = async (path: string) => {
    const answer = await page.request.get(path);
    expect(answer.status(), path).toBe(200);
    return answer.text();
  };
  const robots = await text("/robots.txt");
  for (const path of ["/o/", "/api/", "/account"]) expect(robots).toContain(`Disallow: ${path}\n`);
  expect(robots).toContain("/sitemap.xml");
  const sitemap = await text("/sitemap.xml");
  const listed = [...sitemap.matchAll(/<loc>([^<]+)<\/loc>/g)].map(
    ([, url = ""]) => new URL(url).pathname,
  );
  expect(listed).toEqual(pages);
});

test("a shared link has a title, words and a picture of its own", async () => {
  const page = await openPage();
  const titles = new Set<string>();
  for (const path of pages) {
    await page.goto(path);
    titles.add(await page.title());
    const head = await page.evaluate(() => ({
      description: document.querySelector<HTMLMetaElement>("meta[name=description]")?.content,
      canonical: document.querySelector<HTMLLinkElement>("link[rel=canonical]")?.href,
      picture: document.querySelector<HTMLMetaElement>("meta[property='og:image']")?.content,
    }));
    expect(head.description?.length, path).toBeGreaterThan(40);
    expect(new URL(head.canonical ?? "").pathname).toBe(path);
    const { pathname, search } = new URL(head.picture ?? "");
    const picture = await page.request.get(pathname + search);
    expect(picture.headers()["content-type"]).toBe("image/png");
  }
  expect(titles.size).toBe(pages.length);
});

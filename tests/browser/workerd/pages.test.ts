import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { demoPassword } from "#local/demo.ts";
import { openPage, signIn } from "#tests/browser/page.ts";
import { type EdgeServer, startEdge } from "#tests/build/edge.ts";

let edge: EdgeServer;
beforeAll(async () => {
  edge = await startEdge(inject("build"), inject("env"));
});
afterAll(() => edge.stop());

test("pages that the edge functions render come alive, and lead on without loading anew", async () => {
  const page = await openPage();
  await signIn(page, "owner@acme.test", demoPassword);

  await page.goto(`${edge.url}/o/acme`);
  await page.getByRole("heading", { level: 1, name: "Acme" }).waitFor();
  await page.evaluate(() => {
    document.title = "not loaded anew";
    Reflect.set(window, "mark", "kept");
  });
  await page.getByRole("navigation").getByRole("link", { name: "Members" }).click();
  await page.waitForURL(`${edge.url}/o/acme/members`);
  await page.getByRole("heading", { level: 1, name: "Members" }).waitFor();
  expect(await page.evaluate(() => Reflect.get(window, "mark"))).toBe("kept");
});

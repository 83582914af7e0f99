import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { currentSubscriptions, organizations, plans, subscriptions } from "#drizzle/tables.ts";
import { allLocalSecrets } from "#lib/products/environment.ts";
import { polarProducts } from "#local/polar/products.ts";
import { type PolarStandIn, startPolar } from "#local/polar/server.ts";
import { testDatabase } from "#tests/database.ts";

const { id: productId } = polarProducts.pro;
const database = testDatabase({ per: "test" });
let polar: PolarStandIn;
let externalId: string;
const db = () => database.on["postgres-js pooled"];

beforeEach(async () => {
  const secret = allLocalSecrets.POLAR_WEBHOOK_SECRET;
  polar = await startPolar({ webhook: { url: "http://127.0.0.1:1/", secret } });
  polar.deliveries.setDisorder({ drop: 1 });
  await db().update(plans).set({ polarProductId: productId }).where(eq(plans.slug, "pro"));
  const [row] = await db().insert(organizations).values({ slug: "cli", name: "CLI" }).returning();
  externalId = row?.id ?? "";
});
afterEach(async () => {
  await polar.close();
});

function start(...args: string[]) {
  const child = spawn(process.execPath, ["scripts/reconcile.ts", ...args], {
    env: {
      NODE_ENV: "test",
      PATH: process.env.PATH,
      DATABASE_URL: database.pooled,
      POLAR_ACCESS_TOKEN: polar.token,
      POLAR_API_URL: polar.url,
    },
  });
  let [output, progress] = ["", ""];
  child.stdout.on("data", (text) => {
    output += text;
  });
  child.stderr.on("data", (text) => {
    progress += text;
  });
  const ended = once(child, "close").then(([code]) => ({ code, output, progress }));
  return { child, ended, progress: () => progress };
}

test("shows what it does while it does it, and a table of what it did", async () => {
  const { subscription } = polar.lifecycle.purchase({ externalId, productId });
  const dry = await start("--dry-run").ended;
  expect(dry).toMatchObject({ code: 0 });
  expect(dry.progress).toContain("clerk skipped: CLERK_SECRET_KEY is not set.");
  expect(dry.progress).toContain(`${subscription?.id}: would change a new row`);
  expect(await db().$count(subscriptions)).toBe(0);

  const { code, output, progress } = await start("polar").ended;
  expect(code).toBe(0);
  expect(progress).toContain("polar subscriptions: 1 of 1");
  expect(progress).toContain(`${subscription?.id}: repaired a new row`);
  expect(output).toMatch(/^polar subscriptions\s+1\s+1\s+0/m);
  expect(await db().select().from(subscriptions)).toMatchObject([{ status: "active" }]);
});

test("mends what is kept of an organization's subscriptions where it is not what they give", async () => {
  await db().update(currentSubscriptions).set({ status: "active" });
  const dry = await start("polar", "--dry-run").ended;
  expect(dry.progress).toContain(`organization ${externalId}: its current subscription would be`);
  expect(await db().select().from(currentSubscriptions)).toMatchObject([{ status: "active" }]);
  const done = await start("polar").ended;
  expect(done.progress).toContain(`organization ${externalId}: its current subscription is mended`);
  expect(await db().select().from(currentSubscriptions)).toMatchObject([{ status: null }]);
  expect((await start("polar").ended).progress).not.toContain("mended");
});

test("ends with 1 and the reason when something failed or was typed wrong", async () => {
  polar.refuse({ status: 403, times: 100 });
  const refused = await start().ended;
  expect(refused).toMatchObject({ code: 1 });
  expect(refused.output).toContain("polar products: PolarClientError 403");
  const mistyped = await start("--since", "tomorrow").ended;
  expect(mistyped).toMatchObject({ code: 1, output: "" });
  expect(mistyped.progress).toContain("--since must be a time ago such as 30m, 12h or 7d");
  const keyless = await start("clerk").ended;
  expect(keyless).toMatchObject({ code: 1 });
  expect(keyless.progress).toContain("CLERK_SECRET_KEY is not set");
});

test("stopped with Ctrl-C while it waits, it goes on there the next time", async () => {
  for (let count = 0; count < 3; count++) polar.lifecycle.purchase({ externalId, productId });
  polar.refuse({ status: 429, times: 1, retryAfter: 600, after: 1 });
  const one = start();
  while (!one.progress().includes("again in 600 s")) await sleep(20);
  one.child.kill("SIGINT");
  const stopped = await one.ended;
  expect(stopped).toMatchObject({ code: 0 });
  expect(stopped.output).toContain("the next run goes on here");
  const next = await start().ended;
  expect(next.code).toBe(0);
  expect(next.output).not.toContain("polar products");
  expect(await db().$count(subscriptions)).toBe(3);
});

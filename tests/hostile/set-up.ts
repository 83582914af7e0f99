import { afterAll, beforeAll, beforeEach, expect } from "vitest";
import { rateLimits } from "#drizzle/tables.ts";
import { allLocalSecrets } from "#lib/products/environment.ts";
import { watchLog } from "#tests/hostile/log.ts";
import { keyedTenant } from "../api/tenant.ts";
import { testDatabase } from "../database.ts";
import { useDatabase, Visitor } from "../identity/visitor.ts";
import { openShop } from "../polar/shop.ts";
import { type Route, send } from "./routes.ts";

const database = testDatabase();
let polarShop: Awaited<ReturnType<typeof openShop>>;
let marked: () => string[];

const db = () => database.on["postgres-js direct"];

beforeAll(async () => {
  useDatabase(database);
  polarShop = await openShop(db());
  Object.assign(process.env, {
    POLAR_ACCESS_TOKEN: polarShop.polar.token,
    POLAR_API_URL: polarShop.polar.url,
    CRON_SECRET: "a-secret-of-this-test",
    POLAR_WEBHOOK_SECRET: allLocalSecrets.POLAR_WEBHOOK_SECRET,
    CLERK_WEBHOOK_SIGNING_SECRET: allLocalSecrets.CLERK_WEBHOOK_SIGNING_SECRET,
  });
});
afterAll(async () => {
  await polarShop.close();
});
beforeEach(() => {
  marked = watchLog();
});

/** Somebody who is signed in and owns an organization, with a key of it. */
export async function setUp() {
  const tenant = await keyedTenant(db());
  const visitor = new Visitor();
  await visitor.signUp();
  const userId = (await visitor.whoAmI())?.id ?? "";
  await tenant.join("owner", { id: userId });
  const headers = new Headers(visitor.headers);
  headers.set("sec-fetch-site", "same-origin");
  headers.set("if-match", '"1"');
  const { key } = await tenant.key(["write"]);
  /** What stands in addresses. */
  const values = {
    slug: tenant.slug,
    id: crypto.randomUUID(),
    userId,
    action: "name",
    all: "get-session",
    path: "nothing",
  };
  return { headers, key, values };
}

export interface Attempt {
  method: string;
  params?: Record<string, string | string[]>;
  query?: [string, string][];
  headers?: Record<string, string>;
  body?: string;
}

/** Sends all of it, and holds that nothing is answered 5xx, and nothing of it is in the log. */
export async function expectRefusals(
  route: Route,
  someone: Awaited<ReturnType<typeof setUp>>,
  attempts: Iterable<Attempt>,
): Promise<void> {
  const failures: string[] = [];
  let count = 0;
  for (const { params, headers = {}, ...attempt } of attempts) {
    // Quotas are not what this is about.
    if (count++ % 40 === 0) await db().delete(rateLimits);
    const all = new Headers(someone.headers);
    for (const [name, value] of Object.entries(headers)) all.set(name, value);
    const sent = { ...attempt, headers: all, params: { ...someone.values, ...params } };
    const { status, text } = await send(route, sent);
    if (status < 500) continue;
    failures.push(
      `${status} ${text} to ${JSON.stringify({ ...attempt, params, headers }).slice(0, 400)}`,
    );
  }
  expect(failures).toEqual([]);
  expect(marked()).toEqual([]);
}

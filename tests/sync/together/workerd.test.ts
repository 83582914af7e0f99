import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import * as fc from "fast-check";
import { Miniflare } from "miniflare";
import { afterAll, beforeAll, expect, test } from "vitest";
import { allLocalSecrets } from "#lib/products/environment.ts";
import { clerkEvents } from "#local/clerk/story/events.ts";
import { clerkModel } from "#local/clerk/story/model.ts";
import { readClerkRows } from "#local/clerk/story/rows.ts";
import { anyClerkStep } from "#local/clerk/story/steps.ts";
import type { LifecycleEvent } from "#local/lifecycle/event.ts";
import { shuffled } from "#local/lifecycle/shuffle.ts";
import { type Catalogue, sellEverything } from "#local/polar/story/catalogue.ts";
import { polarEvents } from "#local/polar/story/events.ts";
import { polarModel } from "#local/polar/story/model.ts";
import { readPolarRows } from "#local/polar/story/rows.ts";
import { anyPolarStep } from "#local/polar/story/steps.ts";
import { signText } from "#local/send.ts";
import { testDatabase } from "#tests/database.ts";
import { newCast } from "../cast.ts";
import { newPolarCast } from "../polar/cast.ts";
import { check } from "../property.ts";

const secrets = {
  clerk: allLocalSecrets.CLERK_WEBHOOK_SIGNING_SECRET,
  polar: allLocalSecrets.POLAR_WEBHOOK_SECRET,
};

const database = testDatabase();
let catalogue: Catalogue;
let worker: Miniflare;
beforeAll(async () => {
  catalogue = await sellEverything(database.on["postgres-js direct"]);
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("receiver.worker.ts", import.meta.url))],
    bundle: true,
    write: false,
    format: "esm",
    platform: "browser",
    conditions: ["workerd", "worker"],
    external: ["node:*"],
  });
  worker = new Miniflare({
    modules: [{ type: "ESModule", path: "receiver.js", contents: outputFiles[0]?.text ?? "" }],
    compatibilityDate: "2026-07-01",
    compatibilityFlags: ["nodejs_compat"],
    bindings: { DATABASE_URL_READ: database.read, SECRETS: secrets },
    // Its log of every delivery.
    handleRuntimeStdio() {},
  });
  await worker.ready;
});
afterAll(async () => {
  await worker.dispose();
});

async function send({ provider, id, body }: LifecycleEvent): Promise<number> {
  const signed = signText(provider, body, secrets[provider], { id });
  const answer = await worker.dispatchFetch(`http://localhost/api/webhooks/${provider}`, {
    method: "POST",
    ...signed,
  });
  await answer.arrayBuffer();
  return answer.status;
}

const length = { minLength: 2, maxLength: 20 };

/** Repeated, in a random order, and several at once. */
async function deliverAll(events: LifecycleEvent[], seed: number): Promise<void> {
  const order = shuffled([...events, ...events], seed);
  for (let first = 0; first < order.length; first += 5) {
    const statuses = await Promise.all(order.slice(first, first + 5).map(send));
    expect(new Set(statuses)).toEqual(new Set([200]));
  }
}

test("in workerd, over HTTP, stories of Clerk end in the rows that the model gives", () =>
  check(
    20,
    fc.asyncProperty(fc.array(anyClerkStep, length), fc.nat(), async (steps, seed) => {
      const cast = newCast();
      const events = clerkEvents(steps, cast);
      await deliverAll(events, seed);
      const rows = await readClerkRows(database.on["postgres-js direct"], cast);
      expect(rows).toEqual(clerkModel(events, cast));
    }),
  ));

test("in workerd, over HTTP, stories of Polar end in the rows that the model gives", () =>
  check(
    20,
    fc.asyncProperty(fc.array(anyPolarStep, length), fc.nat(), async (steps, seed) => {
      const db = database.on["postgres-js direct"];
      const cast = await newPolarCast(db, { catalogue });
      const events = polarEvents(steps, cast);
      await deliverAll(events, seed);
      expect(await readPolarRows(db, cast.organizationIds)).toEqual(polarModel(events, cast));
    }),
  ));

test("in workerd, a delivery that nobody signed is refused", async () => {
  const [event] = clerkEvents(fc.sample(anyClerkStep, 1), newCast());
  const answer = await worker.dispatchFetch("http://localhost/api/webhooks/clerk", {
    method: "POST",
    body: event?.body ?? "",
  });
  expect(answer.status).toBe(403);
});

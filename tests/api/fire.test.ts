import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { apiUsage, auditEvents, idempotencyKeys, invitations, outbox } from "#drizzle/tables.ts";
import { newApiKey } from "#lib/organizations/api-keys/key.ts";
import { apiKeys } from "#lib/organizations/schema.ts";
import { allLocalSecrets } from "#lib/products/environment.ts";
import { testDatabase } from "../database.ts";
import { nothingUncaught, nothingUncaughtIn } from "../nothing-uncaught.ts";
import { team } from "../organizations/team.ts";

nothingUncaught();

const database = testDatabase();
let app: { child: ChildProcess; url: string };
beforeAll(async () => {
  app = await start();
});
afterAll(async () => {
  app.child.kill("SIGKILL");
});

const fixture = fileURLToPath(new URL("app.fixture.ts", import.meta.url));

/** A function instance, in a process of its own. */
async function start() {
  const child = spawn(process.execPath, [fixture], {
    env: {
      NODE_ENV: "production",
      LOCAL_USE: "1",
      ...allLocalSecrets,
      PATH: process.env.PATH,
      DATABASE_URL: database.pooled,
      DATABASE_URL_READ: database.read,
      APP_URL: "http://localhost:3000",
    },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  nothingUncaughtIn(child);
  const [port] = await once(child, "message");
  return { child, url: `http://127.0.0.1:${z.number().parse(port)}` };
}

/** Ends the function at once, whatever it is doing, and starts another. */
async function restart() {
  const { child } = app;
  child.kill("SIGKILL");
  await once(child, "exit");
  app = await start();
}

const db = () => database.on["postgres-js direct"];

interface Errand {
  path: string;
  body: object;
  apiKey: string;
  key: string;
}

const attempts = { total: 0, lost: 0, refused: 0 };

/** Sends a request until it is answered, as a good client does. */
async function send({ path, body, apiKey, key }: Errand): Promise<string> {
  for (;;) {
    attempts.total += 1;
    const headers = {
      authorization: `Bearer ${apiKey}`,
      "content-type": "application/json",
      "idempotency-key": key,
    };
    try {
      const init = { method: "POST", headers, body: JSON.stringify(body) };
      const response = await fetch(`${app.url}/api/v1${path}`, init);
      const text = await response.text();
      if (![409, 429, 503].includes(response.status)) return `${response.status} ${text}`;
      attempts.refused += 1;
    } catch {
      attempts.lost += 1;
    }
    await sleep(20 + Math.random() * 80);
  }
}

test("of 1,000 requests with 50 keys, 20 at a time, through kills, each acts once and is answered the same", async () => {
  const { id, slug, owner } = await team(db(), { plan: "scale" });
  const keys = await Promise.all(Array.from({ length: 5 }, newApiKey));
  await db()
    .insert(apiKeys)
    .values(
      keys.map(({ prefix, hash }) => ({
        organizationId: id,
        name: "A program",
        prefix,
        keyHash: hash,
        scopes: ["write", "usage"],
        createdBy: owner.userId,
      })),
    );
  const errands = Array.from({ length: 50 }, (_, number): Errand => {
    const shared = {
      apiKey: keys[number % 5]?.key ?? "",
      key: `errand ${number}`.replace(" ", "-"),
    };
    return number < 25
      ? {
          ...shared,
          path: `/organizations/${slug}/invitations`,
          body: { email: `guest-${number}@example.test`, role: "member" },
        }
      : { ...shared, path: "/usage", body: { credits: number } };
  });
  const requests = Array.from({ length: 1_000 }, (_, number) => errands[number % 50])
    .map((errand) => ({ errand, order: Math.random() }))
    .toSorted((one, other) => one.order - other.order);

  const answers = new Map<string, Set<string>>();
  let answered = 0;
  let nextKill = 60;
  let kills = 0;
  let killing = Promise.resolve();
  await Promise.all(
    Array.from({ length: 20 }, async () => {
      for (let next = requests.pop(); next; next = requests.pop()) {
        if (!next.errand) continue;
        const answer = await send(next.errand);
        const seen = answers.get(next.errand.key) ?? new Set();
        answers.set(next.errand.key, seen.add(answer));
        answered += 1;
        if (answered < nextKill) continue;
        nextKill += 60 + Math.random() * 120;
        kills += 1;
        killing = killing.then(restart);
      }
    }),
  );
  await killing;

  expect(kills).toBeGreaterThan(3);
  expect(attempts.lost).toBeGreaterThan(0);
  expect(answers.size).toBe(50);
  for (const [key, seen] of answers) {
    expect([key, seen.size, [...seen][0]]).toEqual([key, 1, expect.stringMatching(/^201 /)]);
  }
  expect(await db().$count(invitations, eq(invitations.organizationId, id))).toBe(25);
  expect(await db().$count(outbox)).toBe(25);
  expect(await db().$count(auditEvents, eq(auditEvents.organizationId, id))).toBe(25);
  expect(await db().$count(idempotencyKeys)).toBe(25);
  const spent = await db().select().from(apiUsage).where(eq(apiUsage.organizationId, id));
  expect(spent.map(({ creditsUsed }) => creditsUsed).toSorted()).toEqual(
    errands.slice(25).map((_, number) => number + 25),
  );
}, 180_000);

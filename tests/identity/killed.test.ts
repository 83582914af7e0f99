import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { sql } from "drizzle-orm";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { z } from "zod";
import { rows } from "#lib/db/database.ts";
import { postgresClient } from "#lib/db/node.ts";
import { allLocalSecrets } from "#lib/products/environment.ts";
import { testDatabase } from "../database.ts";
import { nothingUncaught, nothingUncaughtIn } from "../nothing-uncaught.ts";

nothingUncaught();

const database = testDatabase();

const fixture = fileURLToPath(new URL("app.fixture.ts", import.meta.url));

/** A function instance with the forms of accounts, whose database is there. */
async function start(url: string): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [fixture], {
    env: {
      NODE_ENV: "production",
      LOCAL_USE: "1",
      ...allLocalSecrets,
      PATH: process.env.PATH,
      DATABASE_URL: url,
      DATABASE_URL_READ: database.read,
      APP_URL: "http://localhost:3000",
      TRUSTED_PROXY: "x-forwarded-for",
    },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  nothingUncaughtIn(child);
  onTestFinished(() => void child.kill("SIGKILL"));
  const [port] = await once(child, "message");
  return { child, url: `http://127.0.0.1:${z.number().parse(port)}` };
}

let visitors = 0;
/** Signs somebody up, from a network of their own. */
async function signUp(app: { url: string }, email: string): Promise<string | null> {
  visitors += 1;
  const response = await fetch(`${app.url}/api/account/sign-up`, {
    method: "POST",
    redirect: "manual",
    headers: {
      "x-forwarded-for": `10.1.${visitors >> 8}.${visitors & 255}`,
      "sec-fetch-site": "same-origin",
      origin: "http://localhost:3000",
    },
    body: new URLSearchParams({ name: "Ada", email, password: "a good long password" }),
  });
  return response.headers.get("location") ?? String(response.status);
}

const address = () => `${crypto.randomUUID()}@example.test`;
const onDirect = (statement: ReturnType<typeof sql>) =>
  rows(database.on["postgres-js direct"], statement, (row) => row);

/** What there is of somebody: an account with a password and a mail to confirm it, or nothing. */
async function tracesOf(email: string) {
  const [row] = await onDirect(sql`select
    (select count(*)::integer from "user" where email = ${email}) as users,
    (select count(*)::integer from account join "user" on "user".id = user_id
      where email = ${email}) as accounts,
    (select count(*)::integer from outbox where recipient = ${email}) as mails`);
  return row;
}
const nothing = { users: 0, accounts: 0, mails: 0 };
const everything = { users: 1, accounts: 1, mails: 1 };

describe.each(["pooled", "direct"] as const)("when the database ends a session, %s,", (way) => {
  test("a sign-up in the middle is refused as a whole, and the process serves on", async () => {
    const app = await start(database[way]);
    expect(await signUp(app, address())).toBe("/welcome");

    const holder = postgresClient(database.direct);
    onTestFinished(() => holder.end());
    const email = address();
    let lost: Promise<string | null> | undefined;
    await holder.begin(async (transaction) => {
      await transaction.unsafe("lock table outbox in access exclusive mode");
      lost = signUp(app, email);
      await vi.waitFor(async () => {
        const killed = await onDirect(sql`select pg_terminate_backend(pid, 5000)
          from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`);
        expect(killed.length).toBeGreaterThan(0);
      });
      expect(await lost).not.toBe("/welcome");
    });
    expect(await tracesOf(email)).toEqual(nothing);
    expect(await signUp(app, email)).toBe("/welcome");
    expect(await tracesOf(email)).toEqual(everything);
    expect(app.child.exitCode).toBe(null);
  });

  test("at any moment, each sign-up is whole or refused, and the process serves on", async () => {
    const app = await start(database[way]);
    const killer = postgresClient(database.direct);
    onTestFinished(() => killer.end());
    let isOver = false;
    const killing = (async () => {
      while (!isOver) {
        await sleep(Math.random() * 250);
        await killer.unsafe(`select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and backend_type = 'client backend'
            and pid <> pg_backend_pid()`);
      }
    })();
    const ends = new Map<string, string | null>();
    await Promise.all(
      Array.from({ length: 3 }, async () => {
        for (let round = 0; round < 8; round++) {
          const email = address();
          ends.set(email, await signUp(app, email));
        }
      }),
    );
    isOver = true;
    await killing;
    for (const [email, end] of ends) {
      const possible = end === "/welcome" ? [everything] : [nothing, everything];
      expect(possible).toContainEqual(await vi.waitFor(() => tracesOf(email)));
    }
    expect([...ends.values()].filter((end) => end !== "/welcome").length).toBeGreaterThan(0);
    expect(await signUp(app, address())).toBe("/welcome");
    expect(app.child.exitCode).toBe(null);
  });
});

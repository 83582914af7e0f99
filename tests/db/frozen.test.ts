import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { Agent, get } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, inject, onTestFinished, test } from "vitest";
import { z } from "zod";
import { type LocalPgBouncer, startPgBouncer } from "#local/pgbouncer.ts";
import { findFreeBlock } from "#local/port-owner.ts";
import { testDatabase } from "../database.ts";
import { nothingUncaught, nothingUncaughtIn } from "../nothing-uncaught.ts";

nothingUncaught();

const database = testDatabase();

const started = z.object({
  address: z.object({ port: z.number() }),
  atImport: z.array(z.string()),
  withClients: z.array(z.string()),
});

/** A function instance on Node, which keeps one connection to the caller as a provider does. */
async function runFunction(url: string) {
  const fixture = fileURLToPath(new URL("function.fixture.ts", import.meta.url));
  const child = spawn(process.execPath, [fixture], {
    env: { PATH: process.env.PATH, NODE_ENV: "production", DATABASE_URL: url },
    stdio: ["ignore", "pipe", "inherit"],
  });
  nothingUncaughtIn(child);
  const exited = once(child, "exit");
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await exited;
  });
  const [line] = await once(createInterface(child.stdout), "line");
  const { address, ...resources } = started.parse(JSON.parse(line));
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  const ask = async (path: string) => {
    const request = get({ host: "127.0.0.1", port: address.port, path, agent });
    const [response] = await once(request, "response");
    return { status: response.statusCode, body: await text(response) };
  };
  return { child, ask, resources };
}

/** A pooler of its own, which can be restarted: every connection of its clients is closed. */
async function runPooler() {
  const folder = mkdtempSync(join(tmpdir(), "penning-frozen-"));
  const port = await findFreeBlock(1);
  const start = () =>
    startPgBouncer({
      port,
      postgresPort: inject("neon").postgres,
      dir: join(folder, "pgbouncer"),
    });
  let pooler: LocalPgBouncer = await start();
  onTestFinished(async () => {
    await pooler.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    url: pooler.url(new URL(database.direct).pathname.slice(1)),
    async restart() {
      await pooler.stop();
      pooler = await start();
    },
  };
}

async function frozen(child: ChildProcess, meanwhile: () => Promise<void>): Promise<void> {
  child.kill("SIGSTOP");
  await meanwhile();
  child.kill("SIGCONT");
}

test.each(["before", "after"])(
  "a function that was frozen while its pooler restarted answers a request that came %s that",
  async (order) => {
    const pooler = await runPooler();
    const { child, ask } = await runFunction(pooler.url);
    expect(await ask(`/${order}/first`)).toEqual({ status: 200, body: `/${order}/first` });

    for (let round = 0; round < 10; round++) {
      let answer: ReturnType<typeof ask> | undefined;
      await frozen(child, async () => {
        if (order === "after") await pooler.restart();
        answer = ask(`/${order}/${round}`);
        // The request has to wait at the function when it thaws.
        await sleep(50);
        if (order === "before") await pooler.restart();
      });
      expect(await answer).toEqual({ status: 200, body: `/${order}/${round}` });
    }
  },
);

test("a function that was frozen for longer than it keeps a connection answers", async () => {
  const frozenFor = async (isClosed: boolean) => {
    const pooler = await runPooler();
    const { child, ask } = await runFunction(pooler.url);
    expect(await ask(`/long/${isClosed}/first`)).toMatchObject({ status: 200 });
    let answer: ReturnType<typeof ask> | undefined;
    await frozen(child, async () => {
      if (isClosed) await pooler.restart();
      answer = ask(`/long/${isClosed}`);
      // `idle_timeout` is 20 seconds, and its timer is due when the function thaws.
      await sleep(21_000);
    });
    expect(await answer).toEqual({ status: 200, body: `/long/${isClosed}` });
  };
  await Promise.all([frozenFor(false), frozenFor(true)]);
});

test("nothing is opened by importing the client, nor by making it", async () => {
  let connections = 0;
  const listener = createServer(() => {
    connections++;
  }).listen(0, "127.0.0.1");
  await once(listener, "listening");
  onTestFinished(() => void listener.close());
  const address = listener.address();
  if (address === null || typeof address === "string") throw new Error("No port");
  const { resources } = await runFunction(`postgres://a:b@127.0.0.1:${address.port}/c`);
  expect(resources).toEqual({ atImport: [], withClients: [] });
  expect(connections).toBe(0);
});

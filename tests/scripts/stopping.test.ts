import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { findFreeBlock, isPortFree } from "#local/port-owner.ts";
import { endProcessNow, identify, isAlive } from "#local/process.ts";
import { folderWith } from "./script.ts";

const fixture = resolve("tests/scripts/staying.fixture.ts");

interface Staying {
  npm: ChildProcess;
  /** Of Postgres and of the script. */
  pids: number[];
  port: number;
  printed(): string;
}

/** `npm run stay`, once its Postgres runs, or has. */
async function stay(how = "stay"): Promise<Staying> {
  const port = await findFreeBlock(1);
  const folder = folderWith({});
  const command = `${process.execPath} ${fixture} '${folder}' ${port} '${how}'`;
  const home = folderWith({ "package.json": JSON.stringify({ scripts: { stay: command } }) });
  const npm = spawn("npm", ["run", "--silent", "stay"], {
    cwd: home,
    env: { NODE_ENV: "test", PATH: process.env.PATH, HOME: home },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  for (const stream of [npm.stdout, npm.stderr]) {
    stream.on("data", (text) => {
      printed += text;
    });
  }
  const started = /postgres (\d+) script (\d+)/;
  while (!started.test(printed)) {
    if (npm.exitCode !== null) throw new Error(printed);
    await sleep(20);
  }
  const pids = started.exec(printed)?.slice(1).map(Number) ?? [];
  const services = pids.map(identify);
  onTestFinished(() => {
    for (const one of services) endProcessNow(one, [{ signal: "SIGKILL", wait: 5_000 }]);
  });
  return { npm, pids, port, printed: () => printed };
}

/** Waits for what a developer would: that nothing runs, and the port is free again. */
async function expectNothingLeft({ pids, port }: Staying): Promise<void> {
  await expect.poll(() => pids.filter(isAlive), { timeout: 30_000 }).toEqual([]);
  expect(await isPortFree(port)).toBe(true);
}

describe("nothing is left behind", () => {
  test.each(["SIGTERM", "SIGHUP", "SIGKILL"] as const)("when npm alone gets %s", async (signal) => {
    const staying = await stay();
    staying.npm.kill(signal);
    await expectNothingLeft(staying);
  });

  test("when the script alone is told to end", async () => {
    const staying = await stay();
    process.kill(staying.pids[1] ?? 0, "SIGTERM");
    await expectNothingLeft(staying);
  });

  test.each([
    ["throw", "It failed."],
    ["throw elsewhere", "Cannot read properties of null"],
  ])("when it fails after a service started (%s)", async (how, message) => {
    const staying = await stay(how);
    await once(staying.npm, "close");
    await expectNothingLeft(staying);
    expect(staying.npm.exitCode).toBe(1);
    expect(staying.printed().trim().split("\n").at(-1)).toBe(message);
  });
});

test("a service that does not heed the first signal gets the next", async () => {
  const deaf = "process.on('SIGINT', () => {}); console.log('up'); setInterval(() => {}, 1e3)";
  const child = spawn(process.execPath, ["-e", deaf], { stdio: ["ignore", "pipe", "ignore"] });
  await once(child.stdout, "data");
  const service = identify(child.pid ?? 0);
  const signals = [
    { signal: "SIGINT", wait: 100 },
    { signal: "SIGKILL", wait: 5_000 },
  ] as const;
  endProcessNow(service, signals);
  expect(await once(child, "exit")).toEqual([null, "SIGKILL"]);
});

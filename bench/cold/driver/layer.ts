import { spawn } from "node:child_process";
import { join } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { z } from "zod";
import type { Run } from "../layer.ts";
import { isOfControls } from "../results/controls.ts";
import { databaseUrls, neonApiHost } from "../rig/addresses.ts";
import { ended } from "../rig/namespaces.ts";
import { type Cell, oftener, takeRounds } from "../sampling/rounds.ts";
import { sleep } from "../statistics/controls.ts";
import { driverNames } from "./drivers.ts";

export const layer = "driver";

const warmQueries = 2;
const steps = ["cold query", ...Array(warmQueries).fill("warm query"), "transaction"];
const step = z.object({ step: z.string(), milliseconds: z.number() });

interface Case {
  variant: string;
  driver: string;
  delays: readonly number[];
  sleep: number;
}

/**
 * Each driver in a fresh process: its first query, later ones and a transaction.
 */
export async function measureDrivers(run: Run): Promise<void> {
  const cases: Case[] = [
    ...driverNames.map((driver) => ({ variant: driver, driver, delays: run.delays, sleep: 0 })),
    { variant: "pg-again", driver: "pg", delays: [0], sleep: 0 },
    { variant: "pg-slow", driver: "pg", delays: [0], sleep },
  ];
  const cells = cases.flatMap((one) =>
    one.delays.map((delay): Cell => ({ ...one, delay, take: () => take(run, one, delay) })),
  );
  const often = oftener(cells, isOfControls(layer), run.pace);
  await takeRounds("drivers", often, run.pace, run.report);
}

async function take({ rig, samples }: Run, one: Case, delay: number): Promise<void> {
  await rig.setDelay?.(delay);
  const { address, gateway } = rig.addresses;
  const host = address === "127.0.0.1" ? "localhost" : neonApiHost;
  const args = [one.driver, `${host}:${gateway}`, String(warmQueries), String(one.sleep)];
  const child = spawn(process.execPath, [join(import.meta.dirname, "child.ts"), ...args], {
    env: {
      NODE_ENV: "production",
      ...databaseUrls(rig.addresses),
      NODE_EXTRA_CA_CERTS: rig.authority,
      TZ: "UTC",
    },
    stdio: ["pipe", "pipe", "pipe"],
  });
  const log: Buffer[] = [];
  child.stderr.on("data", (part: Buffer) => log.push(part));
  const exited = ended(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const found: Parameters<typeof samples.add> = [];
  try {
    for (const name of steps) {
      await rig.reset();
      child.stdin.write("\n");
      const { value, done } = await lines.next();
      if (done) throw new Error(`${one.driver} failed at its ${name}:\n${Buffer.concat(log)}`);
      const { milliseconds } = step.parse(JSON.parse(value));
      const wire = await rig.counts();
      const at = { layer, variant: one.variant, delay };
      found.push({ ...at, measure: name, unit: "ms", value: milliseconds });
      if (!wire) continue;
      found.push({
        ...at,
        measure: `turns of ${name}`,
        unit: "turns",
        value: wire.turns + wire.stalls,
      });
    }
  } finally {
    child.kill("SIGKILL");
    await exited;
  }
  samples.add(...found);
}

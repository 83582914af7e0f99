import process from "node:process";
import type { ColdLayer } from "../bench/cold/run.ts";
import { coldUsage } from "../bench/cold/usage.ts";

const usage = `npm run bench -- <layer> [--quick]

sync  the webhook handler beside the naive way: deliveries a second, p50, p99 and wrong rows
      --instances=4  function instances that receive at once, with a connection each

metering  spending credits and reading the balance, by the length of the history; beside a bare row
          lock and bare inserts

bytes  what each function of the build weighs, and its largest parts
      --quick  of the last finished build
      --clerk  of the build with Clerk

compare A.jsonl B.jsonl  whether B is worse than A, from the raw samples of any layer that keeps them

${coldUsage}`;

const cold = (layer: ColdLayer) => async (args: string[]) =>
  (await import("../bench/cold/run.ts")).run(layer, args);

/** Each layer resolves with whether what it must promise held. */
const layers: Record<string, (args: string[]) => Promise<boolean>> = {
  sync: async (args) => (await import("../bench/sync/run.ts")).run(args),
  metering: async (args) => (await import("../bench/metering/run.ts")).run(args),
  cold: cold("cold"),
  page: cold("page"),
  driver: cold("driver"),
  warm: cold("warm"),
  all: cold("all"),
  bytes: async (args) => (await import("../bench/bytes/run.ts")).run(args),
  report: async (args) => (await import("../bench/cold/again.ts")).report(args),
  compare: async (args) => (await import("../bench/compare.ts")).compare(args),
};

const [name = "", ...args] = process.argv.slice(2);
const layer = Object.hasOwn(layers, name) ? layers[name] : undefined;
if (!layer) {
  console.error(usage);
  process.exitCode = name === "--help" ? 0 : 1;
} else {
  // Whatever was started is stopped when this process exits.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => process.exit(130));
  }
  try {
    if (!(await layer(args))) process.exitCode = 1;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

/** Runs in a network namespace of its own; prints how many trips each driver took for each step. */
import { join } from "node:path";
import process from "node:process";
import { layer, measureDrivers } from "../../bench/cold/driver/layer.ts";
import { startRig } from "../../bench/cold/rig/rig.ts";
import { Samples } from "../../bench/cold/sampling/samples.ts";
import { median } from "../../bench/cold/statistics/median.ts";

const rig = await startRig();
const delay = 20;
const samples = new Samples(join(rig.folder, "trips.jsonl"));
await measureDrivers({
  rig,
  samples,
  delays: [delay],
  pace: { rounds: 3, budget: 60_000 },
  report() {},
});
const trips = (variant: string) =>
  ["cold query", "warm query", "transaction"].map((step) =>
    median(samples.values({ layer, variant, delay, measure: `turns of ${step}` })),
  );
const ours = ["neon-http", "postgres-js-tuned", "postgres-js-unpooled", "postgres-js-direct-tls"];
const others = ["postgres-js", "pg"];
const counted = [...ours, ...others].map((variant) => [variant, trips(variant)]);
await rig.stop();
console.log(JSON.stringify(Object.fromEntries(counted)));
process.exit();

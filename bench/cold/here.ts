import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "#tests/build/sources.ts";
import type { BuiltApps } from "./build.ts";
import { measureDrivers } from "./driver/layer.ts";
import type { Run } from "./layer.ts";
import type { ColdOptions } from "./options.ts";
import { writeReport } from "./report/write.ts";
import { controlsOf } from "./results/controls.ts";
import { currentLoad, readEnvironment } from "./results/environment.ts";
import { summarize } from "./results/summarize.ts";
import { isInside } from "./rig/namespaces.ts";
import { startRig } from "./rig/rig.ts";
import { Samples } from "./sampling/samples.ts";
import { measureStarts } from "./start/layer.ts";
import { measureSizes } from "./start/sizes.ts";
import { mustBelieve } from "./statistics/controls.ts";
import { makeVariants, type Variants } from "./variants.ts";
import { measureWarm, type WarmPace } from "./warm/layer.ts";

const allDelays = [0, 1, 10, 40, 80];
const quickDelays = [0, 40];

/** The samples of each cell, and how many milliseconds each layer may take. */
const paces = {
  full: { rounds: 40, starts: 11 * 60_000, drivers: 11 * 60_000 },
  quick: { rounds: 20, starts: 75_000, drivers: 55_000 },
} as const;

const warmPaces: Record<keyof typeof paces, WarmPace> = {
  full: { seconds: 15, warmUp: 200, delays: [0, 40] },
  quick: { seconds: 2, warmUp: 20, delays: [0] },
};

/**
 * Measures the functions of the apps that were built, and writes what came of it to bench-results.
 * @returns whether what was measured can be believed.
 */
export async function here(
  built: BuiltApps,
  layer: string,
  options: ColdOptions,
): Promise<boolean> {
  const kind = options.isQuick ? "quick" : "full";
  const rounds = options.rounds ?? paces[kind].rounds;
  const results = join(projectFolder, "bench-results");
  const name = join(results, `${new Date().toISOString().replace(/[:.]/g, "-")}-${layer}`);
  mkdirSync(results, { recursive: true });

  console.log("Starting Postgres, PgBouncer and the gateway");
  const environment = readEnvironment(join(built.app, "../.."));
  const samples = Samples.begin(`${name}.jsonl`, environment);
  const rig = await startRig();
  const run: Run = {
    rig,
    samples,
    delays: isInside() ? (kind === "quick" ? quickDelays : allDelays) : [0],
    pace: { rounds, budget: paces[kind].starts },
    report: (line) => console.log(line),
  };
  let variants: Variants | undefined;
  const has = (...layers: string[]) => layers.includes(layer);
  const believe = (layer: string) => {
    const controls = controlsOf(run.samples)[layer];
    if (controls && !options.despiteControls) mustBelieve(layer, controls);
  };
  try {
    variants = makeVariants(rig, built);
    if (has("cold", "page", "all")) {
      const delays = has("cold") ? [0] : run.delays;
      if (!has("page")) measureSizes(run, variants, built);
      await measureStarts(run, variants, { delays, bare: !has("page") });
      believe("cold starts");
    }
    if (has("driver", "all")) {
      await measureDrivers({ ...run, pace: { rounds, budget: paces[kind].drivers } });
      believe("drivers");
    }
    if (has("warm", "all")) await measureWarm(run, variants, warmPaces[kind]);
  } finally {
    await variants?.stop();
    await rig.stop();
  }
  const isComplete = kind === "full" && layer === "all";
  const loadAfter = currentLoad();
  const summary = summarize({
    run: { samples, delays: samples.delays() },
    environment: { ...environment, loadAfter },
    isComplete,
  });
  writeReport(name, summary, isComplete);
  return true;
}

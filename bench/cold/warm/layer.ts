import type { Run } from "../layer.ts";
import { ask, start } from "../start/first-byte.ts";
import { shuffled } from "../statistics/random.ts";
import type { Variant, Variants } from "../variants.ts";
import { sendOpenLoop } from "./open-loop.ts";

export const layer = "warm";

export interface WarmPace {
  /** How long each is asked. */
  seconds: number;
  /** Requests before it counts as warm. */
  warmUp: number;
  delays: readonly number[];
}

/**
 * Requests a second: few enough for one connection that takes two trips for each, since what has to
 * wait in a line tells of the line.
 */
export const rateAt = (delay: number): number => (delay === 0 ? 50 : 6);

const variants = /^(edge|node)-(?!.*-(isolate|again|slow)$)/;

/** Each variant in a process that has answered before, under a load that does not wait for it. */
export async function measureWarm(run: Run, { all }: Variants, pace: WarmPace): Promise<void> {
  const chosen = all.filter(({ name, program }) => program && variants.test(name));
  for (const delay of pace.delays.filter((one) => run.delays.includes(one))) {
    for (const [place, variant] of shuffled(chosen).entries()) {
      run.report(`warm at ${delay} ms: ${place + 1} of ${chosen.length}, ${variant.name}`);
      await load(run, variant, delay, pace);
    }
  }
}

async function load(
  run: Run,
  variant: Variant,
  delay: number,
  { seconds, warmUp }: WarmPace,
): Promise<void> {
  if (!variant.program) return;
  await run.rig.setDelay?.(0);
  const { port, stop } = await start(variant.program);
  try {
    for (let n = 0; n < warmUp; n++) await ask(port, variant.path, "</main>");
    await run.rig.setDelay?.(delay);
    const rate = rateAt(delay);
    const latencies = await sendOpenLoop({ port, path: variant.path, rate, seconds });
    const at = { layer, variant: variant.name, delay, measure: "latency" };
    run.samples.add(...latencies.map((value) => ({ ...at, unit: "ms" as const, value })));
  } finally {
    await stop();
  }
}

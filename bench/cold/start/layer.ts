import type { Run } from "../layer.ts";
import { isOfControls } from "../results/controls.ts";
import { type Cell, oftener, takeRounds } from "../sampling/rounds.ts";
import type { Variant, Variants } from "../variants.ts";

export const layer = "start";

/** At which delay the variants of a layer are started: those that read at all, others at 0. */
export interface Starts {
  delays: readonly number[];
  /** With those that ask no database. */
  bare: boolean;
}

/**
 * Starts every variant cold again and again. All of them must answer the same text to the byte.
 */
export async function measureStarts(
  run: Run,
  { all }: Variants,
  { delays, bare }: Starts,
): Promise<void> {
  const texts = new Map<string, string>();
  const cells = all.flatMap((variant): Cell[] => {
    const isControl = /-(again|slow)$/.test(variant.name);
    const own = !variant.reads && !bare ? [] : variant.reads && !isControl ? delays : [0];
    return own.map((delay) => ({
      variant: variant.name,
      delay,
      take: () => take(run, variant, delay, texts),
    }));
  });
  const often = oftener(cells, isOfControls(layer), run.pace);
  await takeRounds("cold starts", often, run.pace, run.report);
}

async function take(
  { rig, samples }: Run,
  variant: Variant,
  delay: number,
  texts: Map<string, string>,
): Promise<void> {
  await rig.setDelay?.(delay);
  const { firstByte, whole, memory, wire, text } = await variant.cold();
  if (variant.reads) mustBeEqual(variant.name, text, texts);
  const at = { layer, variant: variant.name, delay };
  samples.add(
    { ...at, measure: "first byte", unit: "ms", value: firstByte },
    { ...at, measure: "whole text", unit: "ms", value: whole },
  );
  if (memory) samples.add({ ...at, measure: "peak memory", unit: "MB", value: memory });
  if (wire && variant.reads) {
    const value = wire.turns + wire.stalls;
    samples.add({ ...at, measure: "turns", unit: "turns", value });
  }
}

function mustBeEqual(name: string, answer: string, texts: Map<string, string>): void {
  const text = /<main>.*<\/main>/s.exec(answer)?.[0];
  if (!text?.includes("<li>20. Item 20</li>")) {
    throw new Error(`${name} did not answer the ten rows:\n${answer}`);
  }
  const [first] = texts;
  texts.set(name, text);
  if (first && first[1] !== text) {
    throw new Error(`${name} answered another text than ${first[0]}:\n${text}\n${first[1]}`);
  }
}

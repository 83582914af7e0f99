import { z } from "zod";
import { type Sample, sample } from "../sampling/samples.ts";
import { ratioOfMedians } from "../statistics/bootstrap.ts";

// Machines differ from day to day by more than this; turns and bytes do not.
const allowed = { ms: 1.05, MB: 1.05, KB: 1.005, turns: 1 };

/** More than one in a hundred of many comparisons would be wrong at 95 %. */
const confidence = 0.99;

/**
 * Compares the raw samples of one layer, cell by cell, and prints what changed: the ratio of the
 * medians with its 99 % interval. Turns do not depend on the machine; times and memory do, so those of
 * two runs can be compared when one machine made both, as quiet as the other time.
 * @returns whether nothing became worse beyond doubt.
 */
export function compareSamples(before: unknown[], after: unknown[]): boolean {
  const [first, second] = [before, after].map((lines) => byCell(z.array(sample).parse(lines)));
  let isWorse = false;
  const rows: Record<string, string>[] = [];
  for (const [cell, olds] of first ?? []) {
    const news = second?.get(cell);
    const unit = olds[0]?.unit;
    if (!news || !unit) continue;
    const [own, other] = [news, olds].map((all) => all.map(({ value }) => value));
    const ratio = ratioOfMedians(own ?? [], other ?? [], { confidence });
    const verdict =
      ratio.low > allowed[unit] ? "worse" : ratio.high < 1 / allowed[unit] ? "better" : "";
    if (verdict === "worse") isWorse = true;
    if (!verdict) continue;
    const between = `${ratio.low.toFixed(2)}–${ratio.high.toFixed(2)}`;
    rows.push({ cell, times: ratio.value.toFixed(2), "99 %": between, verdict });
  }
  if (rows.length > 0) console.table(rows);
  else console.log("Nothing changed by more than 5 %, and no number of trips did.");
  return !isWorse;
}

const byCell = (samples: Sample[]) =>
  Map.groupBy(
    // At less delay than this, what the server says on its own comes between.
    samples.filter(({ unit, delay }) => unit !== "turns" || delay >= 10),
    ({ variant, measure, delay }) => `${variant}, ${measure}, ${delay} ms`,
  );

import { z } from "zod";
import { UsageError } from "#scripts/usage-error.ts";
import { readLines } from "../lines.ts";
import { writeReport } from "./report/write.ts";
import { controlsOf } from "./results/controls.ts";
import { type Environment, environment } from "./results/environment.ts";
import { summarize } from "./results/summarize.ts";
import { Samples, sample } from "./sampling/samples.ts";

const line = z.looseObject({ layer: z.string() });
const first = z.object({ layer: z.literal("environment"), environment });

/**
 * `report A.jsonl [B.jsonl ...]`: the report of raw samples, of several runs on one machine taken
 * together.
 * @param isKept makes it the one that /benchmarks shows.
 * @returns whether all of it can be believed.
 */
export async function report(files: string[], isKept: boolean): Promise<boolean> {
  const [name] = files;
  if (!name)
    throw new UsageError("Name the raw samples of a run: npm run bench -- report <run.jsonl> ...");
  const lines = files.flatMap((file) => z.array(line).parse(readLines(file)));
  const where = z
    .array(first)
    .parse(lines.filter(({ layer }) => layer === "environment"))
    .map((one): Environment => one.environment);
  const [begin, end] = [where[0], where.at(-1)];
  if (!begin || !end) throw new Error(`${name} does not say where it was measured`);
  const known = lines.filter(({ layer }) => layer !== "environment");
  const samples = new Samples(name, z.array(sample).parse(known));
  const run = { samples, delays: samples.delays() };
  const summary = summarize({
    run,
    environment: { ...begin, loadAfter: end.load },
    isComplete: Object.values(controlsOf(samples)).every(({ problem }) => problem === null),
  });
  writeReport(name.replace(/\.jsonl$/, ""), summary, isKept);
  return summary.controls.every(({ problem }) => problem === null);
}

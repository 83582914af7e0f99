import summary from "./summary.json" with { type: "json" };
import { benchmarkSummary } from "./summary.ts";

/** The last run of `npm run bench -- all` that was committed. */
export const lastRun = benchmarkSummary.parse(summary);

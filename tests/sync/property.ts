import * as fc from "fast-check";

const seed = process.env.SYNC_SEED ? Number(process.env.SYNC_SEED) : Date.now() % 2 ** 31;

/** How often the property tests try, in parts of the usual number: `SYNC_RUNS=20` for a long look. */
const factor = Number(process.env.SYNC_RUNS ?? 1);

/** Checks a property; a failure names the seed, with which `SYNC_SEED` repeats it. */
export async function check<Values extends [unknown, ...unknown[]]>(
  runs: number,
  property: fc.IAsyncProperty<Values>,
): Promise<void> {
  await fc.assert(property, { seed, numRuns: Math.ceil(runs * factor), endOnFailure: false });
}

import { shuffled } from "../statistics/random.ts";

/** One kind of sample: what is measured, and at which delay. */
export interface Cell {
  variant: string;
  /** Milliseconds of a round trip. */
  delay: number;
  take(): Promise<void>;
}

export interface Pace {
  /** Samples of each cell. */
  rounds: number;
  /** Milliseconds after which no other round begins, once there were three. */
  budget: number;
}

const fewest = 3;

/** Few samples tell little of a machine, so a short run takes those that have to tell it more often. */
export function oftener(
  cells: readonly Cell[],
  isOfControls: (cell: Cell) => boolean,
  { rounds }: Pace,
): readonly Cell[] {
  const controls = cells.filter(isOfControls);
  return rounds < 40 ? [...cells, ...controls, ...controls, ...controls] : cells;
}

/**
 * Takes one sample of every cell in each round, in another order each time, so that whatever else
 * goes on in the machine meets all of them alike.
 * @returns how many rounds there were.
 */
export async function takeRounds(
  name: string,
  cells: readonly Cell[],
  pace: Pace,
  report: (line: string) => void,
): Promise<number> {
  const began = performance.now();
  let said = began;
  let taken = 0;
  for (let round = 0; round < pace.rounds; round++) {
    if (round >= fewest && performance.now() - began > pace.budget) return round;
    for (const cell of shuffled(cells)) {
      await takePatiently(cell);
      taken += 1;
      const now = performance.now();
      if (now - said < 5_000) continue;
      said = now;
      const all = cells.length * pace.rounds;
      const left = Math.min(((now - began) / taken) * (all - taken), pace.budget - (now - began));
      report(`${name}: ${taken} of ${all} samples, ${inWords(Math.max(left, 0))} left`);
    }
  }
  return pace.rounds;
}

/** A sample that failed is taken again once, since a port may be taken or a machine out of breath. */
async function takePatiently({ variant, delay, take }: Cell): Promise<void> {
  try {
    await take();
  } catch {
    await take().catch((error: unknown) => {
      throw new Error(`${variant} at ${delay} ms`, { cause: error });
    });
  }
}

function inWords(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1_000);
  return seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}

import type { Rig } from "./rig/rig.ts";
import type { Pace } from "./sampling/rounds.ts";
import type { Samples } from "./sampling/samples.ts";

/** What each layer of a run is given. */
export interface Run {
  rig: Rig;
  samples: Samples;
  /** Milliseconds of a round trip; 0 alone where packets cannot be held. */
  delays: readonly number[];
  pace: Pace;
  report(line: string): void;
}

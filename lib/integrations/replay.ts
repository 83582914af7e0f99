import { recordClerkEvent } from "#lib/clerk/effect.ts";
import { recordPolarEvent } from "#lib/polar/effect.ts";
import { type Recorder, replayWith } from "#lib/webhooks/replay.ts";
import type { ProviderName } from "./names.ts";

/** What records an event of each provider, whether it has just come or is done again. */
export const recorders: Record<ProviderName, Recorder> = {
  clerk: recordClerkEvent,
  polar: recordPolarEvent,
};

export const replay = replayWith(recorders);
export const { replayEvent, replayParked, replayAll } = replay;

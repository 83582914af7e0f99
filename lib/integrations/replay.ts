import { recordClerkEvent } from "#lib/clerk/effect.ts";
import { recordPolarEvent } from "#lib/polar/effect.ts";
import { servers } from "#lib/products/servers.ts";
import { type Recorder, type Recorders, replayWith } from "#lib/webhooks/replay.ts";
import type { ProviderName } from "./names.ts";

const core: Record<ProviderName, Recorder> = {
  clerk: recordClerkEvent,
  polar: recordPolarEvent,
};

const ofProducts: Recorders = Object.fromEntries(
  servers.flatMap((server) => Object.entries(server.recorders ?? {})),
);

/** What records an event of each provider, whether it has just come or is done again. */
export const recorders: Recorders & Record<ProviderName, Recorder> = { ...ofProducts, ...core };

export const replay = replayWith(recorders);
export const { replayEvent, replayParked, replayAll } = replay;

import { recordClerkEvent } from "#lib/clerk/effect.ts";
import { recordPolarEvent } from "#lib/polar/effect.ts";
import { gathered } from "#lib/products/codes.ts";
import { type Recorder, type Recorders, replayWith } from "#lib/webhooks/replay.ts";
import type { ProviderName } from "./names.ts";

const core: Record<ProviderName, Recorder> = {
  clerk: recordClerkEvent,
  polar: recordPolarEvent,
};

/**
 * Loads the Node halves of products with the first event of one of their own providers: a delivery of the
 * core's needs none of what they bring.
 */
const recordOfProduct: Recorder = async (db, delivery, envelope) => {
  const { servers } = await import("#lib/products/servers.ts");
  const record = servers
    .map(({ recorders: own }) => own?.[delivery.provider])
    .find((found) => found !== undefined);
  if (!record) throw new Error(`Nothing records what ${delivery.provider} sends`);
  return record(db, delivery, envelope);
};

const ofProducts: Recorders = Object.fromEntries(
  Object.keys(gathered("providers", {})).map((provider) => [provider, recordOfProduct]),
);

/** What records an event of each provider, whether it has just come or is done again. */
export const recorders: Recorders & Record<ProviderName, Recorder> = { ...ofProducts, ...core };

export const replay = replayWith(recorders);
export const { replayEvent, replayParked, replayAll } = replay;

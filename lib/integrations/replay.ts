import { recordClerkEvent } from "#lib/clerk/effect.ts";
import { recordPolarEvent } from "#lib/polar/effect.ts";
import { replayWith } from "#lib/webhooks/replay.ts";

export const replay = replayWith({ clerk: recordClerkEvent, polar: recordPolarEvent });
export const { replayEvent, replayParked, replayAll } = replay;

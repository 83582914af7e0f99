import { settleEndingsAfterAnswer } from "#lib/polar/selling/end-after-answer.ts";

/** What rooms do after an act of a room below them, by its name, once it was done and answered. */
export const followUps: Readonly<Record<string, readonly (() => void)[]>> = {
  "organization.delete": [settleEndingsAfterAnswer],
  "organization.restore": [settleEndingsAfterAnswer],
};

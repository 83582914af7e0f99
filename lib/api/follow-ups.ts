import { settleEndingsAfterAnswer } from "#lib/polar/selling/end-after-answer.ts";

/** What rooms do after an act of a room below them, by its name, once it was done and answered. */
const after: Readonly<Record<string, readonly (() => void)[]>> = {
  "organization.delete": [settleEndingsAfterAnswer],
  "organization.restore": [settleEndingsAfterAnswer],
  "account.delete": [settleEndingsAfterAnswer],
};

/** @param act that was just done. */
export function followUps(act: string): void {
  for (const follow of after[act] ?? []) follow();
}

import type { Action } from "#tests/organizations/actions.ts";

/** What the acts of the example try (tests/organizations/matrix.ts). */
export const actions: Record<string, Action> = {
  "pin a note": { act: "note.pin", input: () => ({ text: "Minutes" }) },
};

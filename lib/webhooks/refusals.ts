import type { RefusalText } from "#lib/forms/form.ts";

/** Why a delivery is not replayed, beside who may. */
export const webhookRefusals = {
  replay_failed: {
    status: 500,
    message: "The database refused this delivery, so nothing changed. See the log for the reason.",
  },
} as const satisfies Record<string, RefusalText>;

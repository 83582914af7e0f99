import { z } from "zod";

/** How the layers of cold starts are measured. */
export const coldOptions = z.object({
  isQuick: z.boolean(),
  /** Samples of each cell, instead of what the pace says. */
  rounds: z.int().positive().optional(),
  /** Reports what was measured even when its controls say that it cannot be believed. */
  despiteControls: z.boolean(),
});

export type ColdOptions = z.output<typeof coldOptions>;

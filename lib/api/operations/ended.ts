import * as z from "zod/mini";
import type { Acted } from "#lib/organizations/acting.ts";
import { endedGifts } from "#lib/organizations/end-created-by-member.ts";

/** What ended with a membership or a role, as an answer tells it. */
export const ended = z.object({ ended: endedGifts.parser });

export const endedOf = (acted: Acted): z.output<typeof ended> => ({
  ended: acted.ended ?? { invitations: [], apiKeys: [] },
});

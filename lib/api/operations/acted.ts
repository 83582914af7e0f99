import * as z from "zod/mini";
import type { Acted, PersonActor } from "#lib/organizations/acting.ts";
import type { Actor } from "#lib/organizations/audit.ts";
import { endedGifts } from "#lib/organizations/given.ts";
import type { Reply } from "../operation.ts";
import { RefusedError } from "../refused.ts";

/** What came of an act: the reply when it was done, or was before; else why it was refused. */
export function replyTo(
  { outcome, slug, retryAfter }: Acted,
  reply: (slug: string) => Reply,
): Reply {
  if (outcome === "done" || outcome === "unchanged") return reply(slug);
  if (!retryAfter) return outcome;
  return { problem: outcome, headers: { "retry-after": String(retryAfter) } };
}

/** What ended with a membership or a role, as an answer tells it. */
export const ended = z.object({ ended: endedGifts.parser });

export const endedOf = (acted: Acted): z.output<typeof ended> => ({
  ended: acted.ended ?? { invitations: [], apiKeys: [] },
});

/** Whoever acts, for what no key may do: the handler has refused keys already. */
export function person({ key, userId, ...actor }: Actor): PersonActor {
  if (key || !userId) throw new RefusedError("person_required");
  return { ...actor, userId };
}

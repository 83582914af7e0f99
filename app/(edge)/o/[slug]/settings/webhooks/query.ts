import * as z from "zod/mini";
import { orNothing, placeInQuery } from "#lib/forms/query.ts";
import { providers } from "#lib/integrations/names.ts";
import { outcomes } from "#lib/webhooks/schema.ts";

const count = orNothing(z.coerce.number().check(z.int(), z.gte(1), z.lte(1_000_000)));

/** What the address of the list asks for. */
export const listQuery = z.object({
  provider: orNothing(z.enum(providers)),
  outcome: orNothing(z.enum(outcomes)),
  type: orNothing(z.string().check(z.regex(/^[\w.-]{1,100}$/))),
  before: placeInQuery,
});

export type ListQuery = z.output<typeof listQuery>;

/** How often each outcome came of a replay of all that were parked. */
export const replayedQuery = z.object({
  replayed: orNothing(z.literal("parked")),
  applied: count,
  stale: count,
  parked: count,
  ignored: count,
  failed: count,
});

/** What came of the replay of one delivery. */
export const oneReplayedQuery = z.object({ replayed: orNothing(z.enum(outcomes)) });

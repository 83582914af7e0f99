import { publications } from "#lib/api/operations/index.ts";
import { replayPublications } from "#lib/integrations/replay-publications.ts";

/** All acts that a form reaches, by the rooms that publish them. */
export const published = [...publications, ...replayPublications];

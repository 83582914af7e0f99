import { replayPublications } from "#lib/integrations/replay-publications.ts";
import { publications } from "#lib/products/published.ts";

/** All acts that a form reaches, by the rooms that publish them. */
export const published = [...publications, ...replayPublications];

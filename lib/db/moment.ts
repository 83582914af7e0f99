import * as z from "zod/mini";

/** A moment (lib/db/columns.ts) as the JSON of Postgres holds it, to a `Date`. */
export const momentJson = z.pipe(
  z.string(),
  z.transform((text) => new Date(text)),
);

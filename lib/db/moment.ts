import * as z from "zod/mini";

/** A moment as JSON of Postgres holds it. */
export const moment = z.pipe(
  z.string(),
  z.transform((value) => new Date(value)),
);

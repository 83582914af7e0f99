import * as z from "zod/mini";

/** Text that Postgres can keep: without U+0000, and without halves of surrogate pairs. */
export const storableText = z.pipe(
  z.string(),
  z.transform((value) => value.replaceAll("\0", "").toWellFormed()),
);

/** A moment as providers send it, kept as text because its microseconds count. */
export const timestampText = z.string().check(z.iso.datetime({ offset: true }));

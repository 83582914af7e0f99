import * as z from "zod/mini";

/** In characters: more than anybody reads. A browser takes most of a minute to lay out 100,000. */
const textLimit = 1_000;

/**
 * Text that Postgres can keep: without U+0000, and without halves of surrogate pairs. What is longer
 * than anybody reads is kept as far as that.
 */
export const storableText = z.pipe(
  z.string(),
  z.transform((value) => value.replaceAll("\0", "").slice(0, textLimit).toWellFormed()),
);

/** Text that may be or name a key. Postgres indexes no more than 2,704 bytes, which are 900 characters. */
export const keyText = storableText.check(z.maxLength(500));

/** The key of something that there is. */
export const identifierText = keyText.check(z.minLength(1));

/**
 * A moment as providers send it, kept as text because its microseconds count. Postgres knows no offset
 * of 16 hours and no endless fraction; and of the years 1 and 9999, an offset or the days for which
 * credits last make one that JavaScript cannot read, on every page that shows it.
 */
export const timestampText = z
  .string()
  .check(
    z.iso.datetime({ offset: true }),
    z.maxLength(40),
    z.regex(/^[12]\d{3}.*(Z|[+-](0\d|1[0-5]):\d\d)$/),
  );

import * as z from "zod/mini";

/**
 * A line of text, trimmed. Control characters are refused: a line has none, and Postgres cannot
 * keep U+0000 at all.
 * @param codes of the messages for an empty, a too long and an otherwise unusable value.
 */
export const line = (limit: number, codes: { missing: string; tooLong: string; invalid: string }) =>
  z
    .string(codes.missing)
    .check(
      z.trim(),
      z.minLength(1, codes.missing),
      z.maxLength(limit, codes.tooLong),
      z.regex(/^\P{Cc}*$/u, codes.invalid),
    );

/** An e-mail address as people type it, in small letters as it is compared. */
export const email = (code: string) =>
  z.string(code).check(z.trim(), z.toLowerCase(), z.maxLength(254, code), z.email(code));

/** One or more of something, from a form that sends a single one as itself. */
export const several = <Item>(item: z.ZodMiniType<Item>) =>
  z.pipe(
    z.transform((value) => (Array.isArray(value) ? value : [value])),
    z.array(item).check(z.minLength(1)),
  );

/**
 * An id that the page made up when it showed the form, for what the form makes: whoever sends it
 * twice, by a double click or from the browser's history, makes it once.
 */
export const newId = z._default(z.uuid(), () => crypto.randomUUID());

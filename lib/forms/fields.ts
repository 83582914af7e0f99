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

import { isLine, tidy } from "#lib/text/visible.ts";

const mostLetters = 100;

/**
 * The words that somebody searches for; undefined for what cannot be searched. Not by a schema of
 * `lib/forms/fields.ts`, whose formats would be in every small edge function beside the search.
 */
export function searchWords(typed: unknown): string | undefined {
  if (typeof typed !== "string") return undefined;
  const words = tidy(typed);
  return isLine(words) && Array.from(words).length <= mostLetters ? words : undefined;
}

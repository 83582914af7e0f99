/**
 * What no line of text has: control characters, and the characters that turn the direction of what
 * stands around them (Unicode's Bidi_Control), with which one name can be made to look like another.
 * Without the `u` flag and `\p{…}`, because programs in other languages read it in the API's document.
 */
const forbidden =
  "\\u0000-\\u001f\\u007f-\\u009f\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069";

/** What nobody can see: spaces of every kind, joiners, fillers and variation selectors. */
const invisible =
  "\\u0020\\u00a0\\u00ad\\u034f\\u115f\\u1160\\u1680\\u17b4\\u17b5\\u180b-\\u180f\\u2000-\\u200d" +
  "\\u2028\\u2029\\u202f\\u205f-\\u2065\\u206a-\\u206f\\u2800\\u3000\\u3164\\ufe00-\\ufe0f\\ufeff" +
  "\\uffa0\\ufff0-\\ufffc";

/** A line that can be seen, for the API's document. */
export const linePattern = `^[^${forbidden}]*[^${forbidden}${invisible}][^${forbidden}]*$`;

/** A line that may be empty, for the API's document. */
export const emptyOrLinePattern = `^[^${forbidden}]*$`;

const isForbidden = new RegExp(`[${forbidden}]`);
// Tags and variation selectors lie beyond what a pattern without the `u` flag can name.
const isVisible = new RegExp(`[^${forbidden}${invisible}\\u{e0000}-\\u{e0fff}]`, "u");

/** Zero-width characters that mean nothing, unlike joiners, which emoji and some scripts need. */
const meaningless = /[\u00ad\u180e\u200b\u2060-\u2064\u206a-\u206f\ufeff]/g;

/** A line as it is kept: without what cannot be seen at its ends, and what means nothing inside. */
export const tidy = (text: string): string => text.replace(meaningless, "").trim();

/** The same of a line that may be empty, as it is when nothing of it can be seen. */
export const tidyOrEmpty = (text: string): string =>
  isVisible.test(text) || isForbidden.test(text) ? tidy(text) : "";

/** Whether a text is a line that somebody can see all of, and that Postgres can keep. */
export const isLine = (text: string): boolean =>
  !isForbidden.test(text) && isVisible.test(text) && text.isWellFormed();

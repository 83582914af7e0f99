import { splitPlaceholders } from "./placeholder.ts";

/** What a link of a mail may be: never code, never a file, never another scheme by leaving it out. */
const schemes = /^(?:https?:\/\/[^/?#\s{}]|mailto:[^\s{}]|tel:[+\d(])/i;

/** Where a link has its host behind it: from here on it may hold a value of a person. */
const hostEnds = /^https?:\/\/[^/?#\s{}]+[/?#]/i;

/**
 * Whether a link may stand in a mail. A value of a person may be in its path, query or fragment, and
 * never decides where it leads.
 */
export function isSafeLink(url: string): boolean {
  if (!schemes.test(url) || !isParsed(url)) return false;
  const [first] = splitPlaceholders(url);
  return first === url || (typeof first === "string" && hostEnds.test(first));
}

/** Whether an image may: it is loaded without a click, so it names its server and nothing else. */
export const isSafeImage = (url: string): boolean => /^https?:/i.test(url) && isSafeLink(url);

/** Without its placeholders it must be an address; URL.canParse takes what mail programs refuse. */
const isParsed = (url: string): boolean =>
  URL.canParse(
    splitPlaceholders(url)
      .map((part) => (typeof part === "string" ? part : "x"))
      .join(""),
  );

/** Encodes a link as `encode` does, but for its placeholders. */
export const encodeAround = (url: string, encode: (part: string) => string): string =>
  splitPlaceholders(url)
    .map((part) => (typeof part === "string" ? encode(part) : part.source))
    .join("");

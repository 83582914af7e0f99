/** An entity tag in quotation marks (RFC 9110, 8.8.3), weak or strong. */
const tag = /\s*(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"\s*(?:,|$)/y;

/** The same, a list of it or `*`, for the API's document. */
export const ifMatchPattern =
  '^(?:\\*|(?:W/)?"[\\x21\\x23-\\x7e]*"(?: *, *(?:W/)?"[\\x21\\x23-\\x7e]*")*)$';

/**
 * The versions that `If-Match` names, as RFC 9110, 13.1.1 reads it: a list of entity tags, and one
 * has to be the present one, or `*` for any. A weak tag is never the same as a strong one, so it names
 * no version.
 * @returns null without the header, "invalid" when it is none of that.
 */
export function readIfMatch(headers: Headers): string[] | "*" | "invalid" | null {
  const header = headers.get("if-match")?.trim();
  if (header === undefined) return null;
  if (header === "*") return "*";
  const versions: string[] = [];
  tag.lastIndex = 0;
  while (tag.lastIndex < header.length) {
    const found = tag.exec(header);
    if (!found) return "invalid";
    const [, weak, version = ""] = found;
    if (!weak) versions.push(version);
  }
  return header === "" ? "invalid" : versions;
}

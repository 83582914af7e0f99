import { type CsvFormat, readRecords } from "./records.ts";

/** In bytes of JSON. The body of a function on Vercel ends at 4.5 MB. */
export const partLimit = 4_000_000;

/** So that a part of short rows takes a few seconds, and people see how far it is. */
export const rowLimit = 5_000;

/** Some rows of a file, which are sent in one request. */
export interface Part {
  /** Where it begins in the file's text, and where it ends, in UTF-16 code units. */
  begin: number;
  end: number;
  /** The line of the file that it begins on; 1 is the first. */
  line: number;
}

/**
 * Cuts a text at ends of rows into parts, which have at most `limit` bytes as strings of JSON and at most
 * `mostRows` rows. The same text is always cut alike, so the number of a part says what is in it, however
 * often it is sent.
 */
export function cutIntoParts(
  text: string,
  format: CsvFormat,
  limit = partLimit,
  mostRows = rowLimit,
): Part[] {
  const parts: Part[] = [];
  const encoder = new TextEncoder();
  let part: Part | undefined;
  let bytes = 0;
  let rows = 0;
  let from = 0;
  for (const row of readRecords(text, format)) {
    const quotes = 2;
    const own = encoder.encode(JSON.stringify(text.slice(from, row.end))).length - quotes;
    if (part && bytes + own <= limit && rows < mostRows) {
      part.end = row.end;
      bytes += own;
      rows += 1;
    } else {
      part = { begin: from, end: row.end, line: lineOf(part, text, from) };
      parts.push(part);
      bytes = own;
      rows = 1;
    }
    from = row.end;
  }
  return parts;
}

/** The line on which a part begins that follows another one. */
const lineOf = (before: Part | undefined, text: string, from: number): number =>
  before ? before.line + (text.slice(before.begin, from).match(/\r\n|\n|\r/g)?.length ?? 0) : 1;

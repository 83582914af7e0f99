import { type CsvFormat, readRecords } from "./records.ts";

/** The body of a function on Vercel ends at 4.5 MB. */
export const partLimit = 4_000_000;

/** Some rows of a file, which are sent in one request. */
export interface Part {
  /** Where it begins in the file's text, and where it ends, in UTF-16 code units. */
  begin: number;
  end: number;
  /** The line of the file that it begins on; 1 is the first. */
  line: number;
}

/**
 * Cuts a text at ends of rows into parts of at most `limit` bytes of UTF-8. The same text is always cut
 * alike, so the number of a part says what is in it, however often it is sent.
 */
export function cutIntoParts(text: string, format: CsvFormat, limit = partLimit): Part[] {
  const parts: Part[] = [];
  const encoder = new TextEncoder();
  let part: Part | undefined;
  let bytes = 0;
  let from = 0;
  for (const row of readRecords(text, format)) {
    const own = encoder.encode(text.slice(from, row.end)).length;
    if (part && bytes + own <= limit) {
      part.end = row.end;
      bytes += own;
    } else {
      part = { begin: from, end: row.end, line: lineOf(part, text, from) };
      parts.push(part);
      bytes = own;
    }
    from = row.end;
  }
  return parts;
}

/** The line on which a part begins that follows another one. */
const lineOf = (before: Part | undefined, text: string, from: number): number =>
  before ? before.line + (text.slice(before.begin, from).match(/\r\n|\n|\r/g)?.length ?? 0) : 1;

import { parse } from "csv-parse/browser/esm/sync";
import * as z from "zod/mini";

/** One row of a file. A quoted cell may hold line ends. */
export interface CsvRecord {
  /** The line that it begins on; 1 is the first. */
  line: number;
  cells: string[];
}

/** A row that cannot be read. The rows after it are. */
export interface UnreadRecord {
  line: number;
  /** `open_quote`: a quote that is never closed. `too_long`: above 64 KB. `nul`: U+0000 in a cell. */
  problem: "open_quote" | "too_long" | "nul";
  /** Its first line, at most 200 characters. */
  text: string;
}

/** A row, and where in its text it ends, in UTF-16 code units. */
export type Row = (CsvRecord | UnreadRecord) & { end: number };

export const recordLimit = 64 * 1_024;

/** How a file is read. */
export interface CsvFormat {
  separator: string;
  /** Whether a cell may begin with a quote. In a file without quotes they are letters. */
  hasQuotes: boolean;
}

/**
 * With so many quotes that are never closed, a text has no quotes. Each of them costs a look at up to
 * 64 KB.
 */
export const mostOpenQuotes = 20;

const parsed = z.array(
  z.object({ record: z.array(z.string()), info: z.object({ bytes: z.number() }) }),
);

/**
 * Reads the rows of a CSV, as RFC 4180 and spreadsheets write them: any of the three line ends, also
 * mixed; quotes inside a cell that does not begin with one. Empty rows are left out. The same parser
 * reads in the browser and on Node, so a preview shows what an import does.
 */
export function readRecords(text: string, { separator, hasQuotes }: CsvFormat): Row[] {
  const found: Row[] = [];
  let from = 0;
  let line = 1;
  let openQuotes = 0;
  while (from < text.length) {
    const { rows, hasFailed } = readUntilProblem(text.slice(from), {
      separator,
      hasQuotes: hasQuotes && openQuotes < mostOpenQuotes,
    });
    const place = placesOf(text, from);
    for (const { cells, bytes } of rows) {
      const begins = place.at;
      const end = place.forward(bytes);
      if (cells.some((cell) => cell.trim() !== "")) found.push({ ...checked(cells, line), end });
      line += countLines(text, begins, end);
    }
    from = place.at;
    if (!hasFailed) break;
    const end = endOfLine(text, from);
    // Whatever the parser stopped at: a line that is short enough goes on because of a quote.
    const problem = end - from > recordLimit ? "too_long" : "open_quote";
    if (problem === "open_quote") openQuotes += 1;
    found.push({ line, problem, text: firstLine(text.slice(from, end)), end });
    line += 1;
    from = end;
  }
  return found;
}

function checked(cells: string[], line: number): CsvRecord | UnreadRecord {
  return cells.some((cell) => cell.includes("\0"))
    ? { line, problem: "nul", text: firstLine(cells.join(" ")) }
    : { line, cells };
}

const firstLine = (text: string): string =>
  (text.split(/[\r\n]/, 1)[0] ?? "").replaceAll("\0", "\ufffd").slice(0, 200);

/** All rows until one cannot be read: the parser reads nothing after that. */
function readUntilProblem(text: string, { separator, hasQuotes }: CsvFormat) {
  let hasFailed = false;
  const records: unknown = parse(text, {
    delimiter: separator,
    quote: hasQuotes ? '"' : null,
    // Without all three, rows with other ends than the first row has are joined in silence.
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_quotes: true,
    relax_column_count: true,
    max_record_size: recordLimit,
    info: true,
    skip_records_with_error: true,
    on_skip: () => {
      hasFailed = true;
    },
  });
  const rows = parsed.parse(records).map(({ record, info }) => ({
    cells: record,
    bytes: info.bytes,
  }));
  return { rows, hasFailed };
}

/** Turns the parser's counts of bytes in UTF-8 into places in the text. They only grow. */
function placesOf(text: string, from: number) {
  let bytes = 0;
  return {
    at: from,
    forward(until: number): number {
      while (bytes < until && this.at < text.length) {
        const code = text.codePointAt(this.at) ?? 0;
        bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4;
        this.at += code < 0x1_0000 ? 1 : 2;
      }
      return this.at;
    },
  };
}

const lineEnd = /\r\n|\n|\r/g;

/** How many lines end in a part of a text. */
function countLines(text: string, from: number, to: number): number {
  return text.slice(from, to).match(lineEnd)?.length ?? 0;
}

/** Where the next line begins. */
function endOfLine(text: string, from: number): number {
  const end = new RegExp(lineEnd);
  end.lastIndex = from;
  return end.exec(text) ? end.lastIndex : text.length;
}

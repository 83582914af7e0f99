import { csvFormat, type Layout } from "./layout.ts";
import { readRecords } from "./records.ts";

/** Why a row is not taken in, whatever is imported. A kind has reasons of its own. */
export const rowReasons = {
  open_quote: "A quotation mark in this row is never closed.",
  too_long: "The row is longer than 64 KB.",
  nul: "The row has a character that cannot be stored.",
  too_many_cells: "The row has more cells than the file has columns.",
  repeated: "A later row is about the same thing and counts instead.",
} as const;

/** A row as its statement takes it. */
export interface GivenRow {
  line: number;
  /** What tells two things apart, such as the hash of an address. */
  subject: string;
  /** For the kind. */
  data: object;
  cells: string[];
}

/** A row that cannot be taken in. */
export interface Problem {
  line: number;
  /** The name of the column; null when it is about the whole row. */
  column: string | null;
  reason: string;
  cells: string[];
  subject: string | null;
}

/** What a kind makes of the cells of a row: what to keep, or why not. */
export type ReadRow = (
  cells: readonly string[],
) => Promise<
  | { subject: string; data: object }
  | { column: number | null; reason: string; subject?: string | undefined }
>;

export interface ReadPart {
  /** How many rows there are, without the header and empty ones. */
  count: number;
  rows: GivenRow[];
  problems: Problem[];
}

/**
 * Reads the rows of a part.
 * @param part `line` is the line of the file that it begins on.
 */
export async function readPart(
  part: { number: number; line: number; text: string },
  layout: Layout,
  readRow: ReadRow,
): Promise<ReadPart> {
  const found = readRecords(part.text.toWellFormed(), csvFormat(layout));
  const hasHeader = part.number === 0 && layout.header === "first_row";
  const records = hasHeader ? found.slice(1) : found;
  const rows: GivenRow[] = [];
  const problems: Problem[] = [];
  for (const record of records) {
    const line = part.line + record.line - 1;
    if ("problem" in record) {
      const cells = [record.text];
      problems.push({ line, column: null, reason: record.problem, cells, subject: null });
      continue;
    }
    const { cells } = record;
    const isWide = cells.slice(layout.names.length).some((cell) => cell.trim() !== "");
    const read = isWide ? { column: null, reason: "too_many_cells" } : await readRow(cells);
    if ("reason" in read) {
      const column = read.column === null ? null : (layout.names[read.column] ?? null);
      problems.push({ line, column, reason: read.reason, cells, subject: read.subject ?? null });
    } else {
      rows.push({ line, ...read, cells });
    }
  }
  return { count: records.length, rows, problems };
}

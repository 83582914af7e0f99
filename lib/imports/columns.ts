import { type CsvFormat, mostOpenQuotes, readRecords } from "./records.ts";
import { type Separator, separators } from "./separators.ts";

/** How much of a file is looked at for its separator. */
const sampleLength = 64 * 1_024;

/**
 * The separator with which most of the first rows have as many columns as the first one, and of several
 * such the one with most columns. A comma for a file with a single column.
 */
export function guessSeparator(text: string): Separator {
  const sample = text.slice(0, sampleLength);
  const scores = separators.map((separator) => {
    const rows = readRecords(sample, { separator, hasQuotes: true })
      // The last one may be cut in the middle.
      .slice(0, text.length > sampleLength ? -1 : undefined)
      .flatMap((row) => ("cells" in row ? [row.cells.length] : []))
      .slice(0, 20);
    const columns = rows[0] ?? 0;
    const alike = rows.filter((count) => count === columns).length / rows.length;
    return { separator, columns, score: columns > 1 ? alike : 0 };
  });
  const [best] = scores.toSorted((a, b) => b.score - a.score || b.columns - a.columns);
  return best && best.score > 0 ? best.separator : ",";
}

/** How a file is read: its separator as chosen, and whether its quotes mean anything. */
export function formatOf(text: string, separator: string): CsvFormat {
  const open = readRecords(text, { separator, hasQuotes: true }).filter(
    (row) => "problem" in row && row.problem === "open_quote",
  );
  return { separator, hasQuotes: open.length < mostOpenQuotes };
}

/**
 * The names of the columns, none of them twice: a second `Email` is `Email (2)`, one without a name is
 * `Column 3`. So each can be chosen, and none is lost.
 */
export function columnNames(header: readonly string[]): string[] {
  const taken = new Set<string>();
  return header.map((cell, index) => {
    const name = cell.trim() || `Column ${index + 1}`;
    let own = name;
    for (let number = 2; taken.has(own); number++) own = `${name} (${number})`;
    taken.add(own);
    return own;
  });
}

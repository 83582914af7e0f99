import { columnNames, formatOf, guessSeparator } from "#lib/imports/columns.ts";
import { decode, type OtherFile, recognize } from "#lib/imports/decode.ts";
import { columnNameLength, type Layout, mostColumns } from "#lib/imports/layout.ts";
import { readRecords } from "#lib/imports/records.ts";
import { guessColumns, type OwnField } from "./targets.ts";

/** What somebody has chosen; the rest is guessed. */
export type Chosen = Partial<Pick<Layout, "separator" | "encoding" | "header">>;

export interface RecognizedFile {
  text: string;
  layout: Layout;
  /** The first rows below the header, at most 20. */
  preview: string[][];
  /** Whether nothing in the file says its encoding. */
  isEncodingGuessed: boolean;
}

/** How much of a file the columns and the preview are made of. */
const sampleLength = 256 * 1_024;

/** What a file is: the same in the browser, which shows it, and on Node for one without script. */
export function recognizeFile(
  bytes: Uint8Array,
  fields: readonly OwnField[],
  chosen: Chosen = {},
): RecognizedFile | { other: OtherFile } | { isEmpty: true } {
  const known = recognize(bytes);
  if ("other" in known) return known;
  const encoding = chosen.encoding ?? known.encoding;
  const text = decode(bytes, encoding);
  const separator = chosen.separator ?? guessSeparator(text);
  const { hasQuotes } = formatOf(text, separator);
  const rows = readRecords(text.slice(0, sampleLength), { separator, hasQuotes })
    .slice(0, 101)
    .flatMap((row) => ("cells" in row ? [row.cells] : []));
  const [first, ...rest] = rows;
  if (!first) return { isEmpty: true };
  const header = chosen.header ?? (first.some((cell) => cell.includes("@")) ? "none" : "first_row");
  const below = header === "none" ? rows : rest;
  const names = (
    header === "none" ? first.map((_, column) => `Column ${column + 1}`) : columnNames(first)
  )
    .slice(0, mostColumns)
    .map((name) => name.slice(0, columnNameLength).toWellFormed());
  return {
    text,
    layout: {
      encoding,
      separator,
      quotes: hasQuotes ? "double" : "none",
      header,
      names,
      columns: guessColumns(names, below, fields),
    },
    preview: below.slice(0, 20),
    isEncodingGuessed: known.isGuess,
  };
}

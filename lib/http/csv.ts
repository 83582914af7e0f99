import { type Options, stringify } from "csv-stringify/sync";

/**
 * Rows as CSV in UTF-8 (RFC 4180). The first part has the header and a byte order mark, without which
 * Excel takes it for something else. Spreadsheets take a cell that begins with one of `=+-@` for a
 * formula, so it gets a `'` before.
 */
export const toCsv = (
  rows: readonly unknown[],
  columns: NonNullable<Options["columns"]>,
  { isFirst = true, separator = "," } = {},
): string =>
  stringify([...rows], {
    columns,
    delimiter: separator,
    header: isFirst,
    bom: isFirst,
    escape_formulas: true,
    record_delimiter: "windows",
    // By itself it quotes for the whole delimiter only, and half of it ends a row for most readers.
    quoted_match: /[\r\n]/,
  });

/** The answer that a browser saves as `<name>-<slug>-<today>.csv`. */
export function csvResponse(name: string, slug: string, csv: BodyInit): Response {
  const day = new Date().toISOString().slice(0, 10);
  const file = `${name}-${slug.replace(/[^\w-]/g, "")}-${day}.csv`;
  return new Response(csv, {
    headers: {
      "cache-control": "private, no-store",
      "content-disposition": `attachment; filename="${file}"`,
      "content-type": "text/csv; charset=utf-8",
      "x-content-type-options": "nosniff",
    },
  });
}

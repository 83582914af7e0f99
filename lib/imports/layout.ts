import * as z from "zod/mini";
import { isStorable } from "#lib/text/storable.ts";
import { encodings } from "./decode.ts";
import type { CsvFormat } from "./records.ts";
import { separators } from "./separators.ts";

/** More columns than a file that means well. */
export const mostColumns = 200;
/** Of the name of a column, in UTF-16 code units. */
export const columnNameLength = 200;

const text = z.string().check(z.maxLength(columnNameLength), z.refine(isStorable));

/**
 * How a file is read, and what its columns are. Each part brings the layout along, so that it is read without
 * asking the database, and its statement refuses one that the import was not created with.
 */
export const layoutSchema = z.strictObject({
  encoding: z.enum(encodings),
  separator: z.enum(separators),
  /** `none` in a file whose quotes are letters. */
  quotes: z.enum(["double", "none"]),
  /** Whether the first row has the names of the columns. */
  header: z.enum(["first_row", "none"]),
  names: z.array(text).check(z.minLength(1), z.maxLength(mostColumns)),
  /** What each column becomes: the kind of the import knows the words. */
  columns: z.array(text).check(z.minLength(1), z.maxLength(mostColumns)),
});
export type Layout = z.output<typeof layoutSchema>;

export const csvFormat = ({ separator, quotes }: Layout): CsvFormat => ({
  separator,
  hasQuotes: quotes === "double",
});

/** The layout as parts bring it. Keys in one order, so that the same layout is the same text. */
export const writeLayout = (layout: Layout): string => JSON.stringify(layoutSchema.parse(layout));

/** @returns null for what is no layout. */
export function readLayout(text: string): Layout | null {
  try {
    const parsed = layoutSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

import { columnNames, formatOf, guessSeparator } from "#lib/imports/columns.ts";
import { decode, recognize } from "#lib/imports/decode.ts";
import { type Layout, mostColumns } from "#lib/imports/layout.ts";
import { readRecords } from "#lib/imports/records.ts";
import { implement } from "#lib/organizations/implement.ts";
import type { RefusalCode } from "#lib/organizations/refusals.ts";
import { isLine } from "#lib/text/visible.ts";
import { uploadImportAct } from "./acts.ts";
import { createImport } from "./create-import.ts";
import { takeSubscribers } from "./send-part.ts";
import {
  type FieldKind,
  fieldKinds,
  guessColumns,
  mappingProblem,
  type OwnField,
} from "./targets.ts";

interface Chosen {
  separator?: Layout["separator"] | undefined;
  encoding?: Layout["encoding"] | undefined;
}

interface FoundFile {
  text: string;
  layout: Layout;
}

/** What a file seems to be, where nobody has chosen. */
export function recognizeFile(
  bytes: Uint8Array,
  fields: readonly OwnField[],
  chosen: Chosen = {},
): FoundFile | "import_no_csv" | "import_empty" {
  const known = recognize(bytes);
  if ("other" in known) return "import_no_csv";
  const encoding = chosen.encoding ?? known.encoding;
  const text = decode(bytes, encoding);
  const separator = chosen.separator ?? guessSeparator(text);
  const { hasQuotes } = formatOf(text, separator);
  const rows = readRecords(text, { separator, hasQuotes })
    .slice(0, 101)
    .flatMap((row) => ("cells" in row ? [row.cells] : []));
  const [first, ...rest] = rows;
  if (!first) return "import_empty";
  const isHeader = !first.some((cell) => cell.includes("@"));
  const names = isHeader ? columnNames(first) : first.map((_, column) => `Column ${column + 1}`);
  const shown = names.slice(0, mostColumns).map((name) => name.replaceAll("\0", "").slice(0, 200));
  return {
    text,
    layout: {
      encoding,
      separator,
      quotes: hasQuotes ? "double" : "none",
      header: isHeader ? "first_row" : "none",
      names: shown,
      columns: guessColumns(shown, isHeader ? rest : rows, fields),
    },
  };
}

/** Own fields as the page of the form knows them: `text:city:City`. */
export const readFields = (sent: readonly string[]): OwnField[] =>
  sent.flatMap((one) => {
    const [word, key, ...label] = one.split(":");
    const kind = fieldKinds.find((known: FieldKind) => known === word);
    return kind && key ? [{ kind, key, label: label.join(":") }] : [];
  });

interface Uploaded {
  outcome: "done" | "unchanged" | RefusalCode;
  slug: string;
}

/** A whole file in one request. Sent again, it is taken in once, wherever it was cut off. */
export const uploading = implement(uploadImportAct, {
  refusals: [],
  async run({ db, actor, input, newId: id }): Promise<Uploaded> {
    const { file } = input;
    const bytes =
      typeof file === "string"
        ? new TextEncoder().encode(file)
        : new Uint8Array(await file.arrayBuffer());
    const found = recognizeFile(bytes, readFields(input.fields), input);
    if (typeof found === "string") return { outcome: found, slug: "" };
    const { text, layout } = found;
    if (mappingProblem(layout.columns)) return { outcome: "import_no_email_column", slug: "" };
    const name = typeof file === "string" ? "" : file.name;
    const fileName = isLine(name) ? name.slice(0, 200).toWellFormed() : "file.csv";
    const { lists, consent } = input;
    const made = await createImport(db, actor, {
      id,
      fileName,
      ...layout,
      lists,
      consent,
      parts: 1,
    });
    if (made.outcome !== "done" && made.outcome !== "unchanged") return made;
    return takeSubscribers(db, actor, { importId: id, number: 0, line: 1, text }, layout);
  },
});

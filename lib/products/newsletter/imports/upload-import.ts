import { implement } from "#lib/organizations/implement.ts";
import type { RefusalCode } from "#lib/organizations/refusals.ts";
import { isLine } from "#lib/text/visible.ts";
import { uploadImportAct } from "./acts.ts";
import { createImport } from "./create-import.ts";
import { recognizeFile } from "./recognize-file.ts";
import { takeSubscribers } from "./send-part.ts";
import { type FieldKind, fieldKinds, mappingProblem, type OwnField } from "./targets.ts";

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
    if ("other" in found) return { outcome: "import_no_csv", slug: "" };
    if ("isEmpty" in found) return { outcome: "import_empty", slug: "" };
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

import type { FormState } from "#lib/forms/form.ts";
import type { Chosen, RecognizedFile } from "#lib/products/newsletter/imports/recognize-file.ts";
import { Select } from "#lib/ui/select.tsx";

const separatorNames = {
  "": "Detect",
  ",": "Comma (,)",
  ";": "Semicolon (;)",
  "\t": "Tab",
  "|": "Bar (|)",
};

const encodingNames = {
  "": "Detect",
  "utf-8": "UTF-8",
  "windows-1252": "Windows-1252",
  "utf-16le": "UTF-16",
  "utf-16be": "UTF-16, big endian",
};

interface FormatFieldsProps {
  /** What the open file was recognized as. */
  found: RecognizedFile | undefined;
  chosen: Chosen;
  onChoose: (change: Chosen) => void;
  errors: FormState["errors"];
}

/** How a file is to be read: as it says itself, or as someone chooses. */
export function FormatFields({ found, chosen, onChoose, errors }: FormatFieldsProps) {
  return (
    <div className="grid gap-4 sm:grid-cols-3">
      <Select
        label="Separator"
        name="separator"
        options={separatorNames}
        value={found?.layout.separator ?? chosen.separator ?? ""}
        onChange={({ target }) => onChoose({ separator: known(separatorNames, target.value) })}
        error={errors.separator}
      />
      <Select
        label="Encoding"
        name="encoding"
        options={encodingNames}
        value={found?.layout.encoding ?? chosen.encoding ?? ""}
        onChange={({ target }) => onChoose({ encoding: known(encodingNames, target.value) })}
        error={errors.encoding}
        hint={
          found?.isEncodingGuessed && !chosen.encoding
            ? "The file does not say it. Check the letters in the preview."
            : undefined
        }
      />
      {found && (
        <Select
          label="First row"
          name="header"
          options={{ first_row: "Names of the columns", none: "A person" }}
          value={found.layout.header}
          onChange={({ target }) =>
            onChoose({ header: target.value === "none" ? "none" : "first_row" })
          }
        />
      )}
    </div>
  );
}

/** The choice in a select; none for the one that leaves it open. */
const known = <Name extends string>(names: Record<Name, string>, value: string) =>
  (value && value in names ? value : undefined) as Exclude<Name, ""> | undefined;

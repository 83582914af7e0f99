import type { RecognizedFile } from "#lib/products/newsletter/imports/recognize-file.ts";
import { fieldTarget, type OwnField } from "#lib/products/newsletter/imports/targets.ts";
import { control } from "#lib/ui/control.ts";

interface PreviewProps {
  found: RecognizedFile;
  columns: string[];
  fields: OwnField[];
  onColumns(columns: string[]): void;
}

/** The first rows of a file below what each column becomes. */
export function Preview({ found, columns, fields, onColumns }: PreviewProps) {
  const { names } = found.layout;
  const targets = {
    ignore: "Ignore",
    email: "Email",
    name: "Name",
    lists: "Lists, by name",
    ...Object.fromEntries(fields.map(({ kind, key, label }) => [fieldTarget(kind, key), label])),
  };
  const change = (column: number, target: string) =>
    onColumns(columns.map((one, at) => (at === column ? target : one)));
  return (
    <div className="min-w-0">
      <p className="mb-2 text-sm font-medium" id="preview">
        Columns and first rows
      </p>
      {/* A file may have many columns, so this scrolls by itself, with the keyboard too. */}
      <section
        aria-labelledby="preview"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls
        tabIndex={0}
        className="max-h-96 overflow-auto rounded-lg border border-line"
      >
        <table className="w-full text-left text-sm">
          <thead className="sticky top-0 bg-canvas text-xs">
            <tr>
              {names.map((name, column) => (
                <th
                  key={name}
                  scope="col"
                  className="min-w-40 max-w-64 p-2 align-bottom font-medium"
                >
                  <span className="mb-1 block truncate text-muted" title={name}>
                    {name}
                  </span>
                  <select
                    aria-label={`What the column ${name} is`}
                    className={`${control} select-arrow`}
                    value={columns[column]}
                    onChange={({ target }) => change(column, target.value)}
                  >
                    {Object.entries(targets).map(([value, text]) => (
                      <option key={value} value={value}>
                        {text}
                      </option>
                    ))}
                  </select>
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line border-t border-line">
            {found.preview.map((cells, row) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have no other
              <tr key={row}>
                {names.map((name, column) => (
                  <td
                    key={name}
                    className={`max-w-64 truncate p-2 ${columns[column] === "ignore" ? "text-muted" : ""}`}
                  >
                    {cells[column]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

import { Download } from "lucide-react";
import { formOf } from "#lib/forms/act.ts";
import { cellsKeptFor } from "#lib/imports/cells-kept-for.ts";
import { organizationApi } from "#lib/organizations/forms.ts";
import { undoImportAct } from "#lib/products/newsletter/imports/acts.ts";
import { formatNumber } from "#lib/text/format.ts";
import { Badge } from "#lib/ui/badge.tsx";
import { buttonClass } from "#lib/ui/button.tsx";
import { ConfirmDialog } from "#lib/ui/confirm-dialog.tsx";
import { Cell, ColumnHead, Table } from "#lib/ui/table.tsx";
import { Time } from "#lib/ui/time.tsx";
import type { ImportRow } from "./read.ts";

/** The imports, newest first: how far each is, what became of its rows, and how to undo it. */
export function ImportRows({ slug, imports }: { slug: string; imports: ImportRow[] }) {
  return (
    <Table
      caption="Imports"
      isStacked
      head={
        <>
          <ColumnHead>File</ColumnHead>
          <ColumnHead className="w-40">State</ColumnHead>
          <ColumnHead>Rows</ColumnHead>
          <ColumnHead className="w-44">
            <span className="sr-only">Actions</span>
          </ColumnHead>
        </>
      }
    >
      {imports.map((one) => (
        <tr key={one.id}>
          <Cell label="File" className="wrap-anywhere">
            <div>
              <span className="font-medium">{one.fileName}</span>
              <span className="block text-muted">
                <Time value={one.createdAt} />
              </span>
            </div>
          </Cell>
          <Cell label="State">
            <div>
              <State of={one} />
            </div>
          </Cell>
          <Cell label="Rows" className="text-muted">
            <Figures of={one} />
          </Cell>
          <Cell>
            <Actions slug={slug} of={one} />
          </Cell>
        </tr>
      ))}
    </Table>
  );
}

function State({ of }: { of: ImportRow }) {
  if (of.undoneAt) {
    return (
      <>
        <Badge>Undone</Badge>
        <span className="mt-1 block text-xs text-muted">
          {formatNumber(of.removed ?? 0)} removed
        </span>
      </>
    );
  }
  if (of.finishedAt) return <Badge tone="success">Finished</Badge>;
  return (
    <>
      <Badge tone="warning">
        {formatNumber(of.taken)} of {formatNumber(of.parts)} parts
      </Badge>
      <span className="mt-1 block text-xs text-muted">
        If it has stopped, choose the same file again.
      </span>
    </>
  );
}

const figures = [
  ["created", "added"],
  ["updated", "updated"],
  ["unchanged", "unchanged"],
  ["repeated", "repeated in the file"],
  ["keptAway", "kept away"],
  ["refused", "with an error"],
] as const;

function Figures({ of }: { of: ImportRow }) {
  const shown = figures.filter(([key]) => of[key] > 0);
  if (shown.length === 0) return "No rows yet";
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-0.5 tabular-nums">
      {shown.map(([key, label]) => (
        <li key={key} className={key === "refused" ? "text-danger" : undefined}>
          <span className="font-medium text-ink">{formatNumber(of[key])}</span> {label}
        </li>
      ))}
    </ul>
  );
}

function Actions({ slug, of }: { slug: string; of: ImportRow }) {
  const isKept = of.createdAt.getTime() > Date.now() - cellsKeptFor * 86_400_000;
  const hasProblems = isKept && of.refused + of.repeated + of.keptAway > 0;
  const form = formOf(undoImportAct, { slug, id: of.id });
  return (
    <div className="flex flex-wrap gap-2 sm:justify-end">
      {hasProblems && (
        // Not a page: the browser has to fetch it as a file.
        <a
          href={`${organizationApi(slug)}/subscriber-imports/${of.id}/problems.csv`}
          download
          className={buttonClass({ look: "secondary", size: "small" })}
          aria-label={`Download the problems of ${of.fileName}`}
        >
          <Download />
          Problems
        </a>
      )}
      {!of.undoneAt && (of.created > 0 || !of.finishedAt) && (
        <ConfirmDialog
          id={`undo-${of.id}`}
          action={form.action}
          title={`Undo the import of ${of.fileName}?`}
          description="This removes the people whom it added, unless someone has changed them or a letter was sent to them since. What it updated stays as it is."
          button="Undo"
          buttonLabel={`Undo the import of ${of.fileName}`}
          buttonSize="small"
          submit="Undo import"
          pending="Undoing…"
        />
      )}
    </div>
  );
}

import type { ComponentProps, ReactNode } from "react";

interface TableProps {
  /** What the table is about, for those who do not see where it stands. */
  caption: string;
  /** A row of `ColumnHead` and `SortHead`. */
  head: ReactNode;
  /** Rows of `Cell`. */
  children: ReactNode;
  /** On a phone, rows become cards of cells below each other, named by their `label`. */
  isStacked?: boolean;
}

/** Rows of things. Cells break their lines, so a table is never wider than its place. */
export function Table({ caption, head, children, isStacked = false }: TableProps) {
  return (
    <div className="overflow-clip rounded-xl border border-line bg-surface shadow-xs">
      <table className={`w-full text-left text-sm ${isStacked ? "stacked" : ""}`}>
        <caption className="sr-only">{caption}</caption>
        <thead className="bg-canvas text-xs text-muted">
          <tr>{head}</tr>
        </thead>
        <tbody className="divide-y divide-line border-t border-line">{children}</tbody>
      </table>
    </div>
  );
}

export const cellInset =
  "px-3 first:pl-4 last:pr-4 max-sm:in-[.stacked]:px-4 sm:first:pl-5 sm:last:pr-5";

export function ColumnHead({ className = "", ...rest }: ComponentProps<"th">) {
  return <th scope="col" className={`${cellInset} py-2.5 font-medium ${className}`} {...rest} />;
}

interface CellProps extends ComponentProps<"td"> {
  /** What the column is called, said beside the value where rows are stacked. */
  label?: string;
}

export function Cell({ className = "", label, children, ...rest }: CellProps) {
  return (
    <td data-label={label} className={`${cellInset} py-3 align-top ${className}`} {...rest}>
      {/* Beside its label, all that a cell has stands in one column. */}
      {label === undefined ? children : <div className="min-w-0">{children}</div>}
    </td>
  );
}

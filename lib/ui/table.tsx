import type { ComponentProps, ReactNode } from "react";

interface TableProps {
  /** What the table is about, for those who do not see where it stands. */
  caption: string;
  /** A row of `ColumnHead`. */
  head: ReactNode;
  /** Rows of `Cell`. */
  children: ReactNode;
}

/** Rows of things. Cells break their lines, so a table is never wider than its place. */
export function Table({ caption, head, children }: TableProps) {
  return (
    <div className="rounded-xl border border-line bg-surface">
      <table className="w-full text-left">
        <caption className="sr-only">{caption}</caption>
        <thead className="text-sm text-muted">
          <tr>{head}</tr>
        </thead>
        <tbody className="divide-y divide-line border-t border-line">{children}</tbody>
      </table>
    </div>
  );
}

const inset = "px-3 first:pl-4 last:pr-4 sm:first:pl-6 sm:last:pr-6";

export function ColumnHead({ className = "", ...rest }: ComponentProps<"th">) {
  return <th scope="col" className={`${inset} py-2.5 font-medium ${className}`} {...rest} />;
}

export function Cell({ className = "", ...rest }: ComponentProps<"td">) {
  return <td className={`${inset} py-3 align-top ${className}`} {...rest} />;
}

import type { ReactNode } from "react";

export const P = ({ children }: { children: ReactNode }) => (
  <p className="text-pretty leading-7">{children}</p>
);

export const Code = ({ children }: { children: ReactNode }) => (
  <code className="break-words rounded bg-sunken px-1.5 py-0.5 font-mono text-[0.875em]">
    {children}
  </code>
);

export const List = ({ children }: { children: ReactNode }) => (
  <ul className="grid list-disc gap-2 pl-5 leading-7 marker:text-accent">{children}</ul>
);

/** Lines to type, or an answer. It scrolls by itself, and the keyboard reaches it. */
export const Listing = ({ label, children }: { label: string; children: string }) => (
  <section
    aria-label={label}
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
    tabIndex={0}
    className="overflow-x-auto rounded-xl border border-line bg-sunken"
  >
    <pre className="w-max min-w-full p-4 font-mono text-sm leading-6">{children}</pre>
  </section>
);

interface FactsProps {
  label: string;
  head: readonly string[];
  rows: readonly (readonly ReactNode[])[];
}

/** A table; the first cell of a row says what the row is about. */
export function Facts({ label, head, rows }: FactsProps) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
      tabIndex={0}
      className="overflow-x-auto"
    >
      <table className="w-full text-left text-sm">
        <thead>
          <tr className="border-b border-line">
            {head.map((title) => (
              <th key={title} scope="col" className="py-2.5 pr-4 font-semibold">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map(([first, ...others], index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the rows are written here and stay.
            <tr key={index}>
              <th scope="row" className="py-2.5 pr-4 align-top font-medium">
                {first}
              </th>
              {others.map((cell, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: so do their cells.
                <td key={column} className="py-2.5 pr-4 align-top text-muted">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

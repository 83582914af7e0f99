import type { ReactNode } from "react";

/**
 * A few words about a control, beside it while it is pointed at or has the focus. It repeats or adds
 * to what the control is called; nothing is only here.
 */
export function Tooltip({ text, children }: { text: string; children: ReactNode }) {
  return (
    <span className="tooltip-place">
      {children}
      <span aria-hidden="true" className="tooltip">
        {text}
      </span>
    </span>
  );
}

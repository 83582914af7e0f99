import type { ReactNode } from "react";

/** Fields that belong together, under what they are about. */
export function Fieldset({
  legend,
  hint,
  children,
  className = "",
}: {
  legend: string;
  hint?: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  return (
    <fieldset className={`min-w-0 ${className}`}>
      <legend className="font-semibold">{legend}</legend>
      {hint && <p className="mt-0.5 text-sm text-muted">{hint}</p>}
      <div className="mt-4 grid gap-4">{children}</div>
    </fieldset>
  );
}

import type { ComponentProps } from "react";

interface SelectProps extends Omit<ComponentProps<"select">, "id" | "children"> {
  label: string;
  name: string;
  /** What each value is called, in order. */
  options: Record<string, string>;
}

/** A labelled choice of one among a few. */
export function Select({ label, name, options, className = "", ...select }: SelectProps) {
  return (
    <div className={`grid gap-1.5 ${className}`}>
      <label htmlFor={name} className="text-sm font-medium">
        {label}
      </label>
      <select
        id={name}
        name={name}
        className="min-h-10 w-full min-w-0 rounded-lg border border-field bg-surface px-3 py-2 text-ink"
        {...select}
      >
        {Object.entries(options).map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}

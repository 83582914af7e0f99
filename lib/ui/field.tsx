import type { ComponentProps } from "react";

interface FieldProps extends Omit<ComponentProps<"input">, "id"> {
  label: string;
  name: string;
  hint?: string;
  /** What is wrong with the value, said beside it. */
  error?: string;
}

/** A labelled input with its hint and its error, tied together for screen readers. */
export function Field({ label, name, hint, error, className = "", ...input }: FieldProps) {
  const hintId = hint ? `${name}-hint` : undefined;
  const errorId = `${name}-error`;
  return (
    <div className={`grid gap-1.5 ${className}`}>
      <label htmlFor={name} className="text-sm font-medium">
        {label}
      </label>
      <input
        id={name}
        name={name}
        aria-invalid={error ? true : undefined}
        aria-describedby={[error && errorId, hintId].filter(Boolean).join(" ") || undefined}
        className="min-h-10 w-full rounded-lg border border-field bg-surface px-3 py-2 text-ink placeholder:text-muted aria-invalid:border-danger"
        {...input}
      />
      <p id={errorId} className="text-sm text-danger empty:hidden">
        {error}
      </p>
      {hint && (
        <p id={hintId} className="text-sm text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}

import { type ReactNode, useId } from "react";

export interface LabelProps {
  label: ReactNode;
  name: string;
  /** Made from the name, and different each time, when it is not given. */
  id?: string;
  hint?: ReactNode;
  /** What is wrong with the value, said beside it. */
  error?: string;
  /** For those who see what it is without a label, such as a search above its list. */
  isLabelHidden?: boolean;
  className?: string;
}

/** What ties a control to its label, its hint and its error. */
export interface Ties {
  id: string;
  name: string;
  "aria-invalid": true | undefined;
  "aria-describedby": string | undefined;
}

/** A label above a control, its error and its hint below. `children` gets what ties them together. */
export function Labelled({
  label,
  name,
  id: ownId,
  hint,
  error,
  isLabelHidden,
  className = "",
  children,
}: LabelProps & { children: (ties: Ties) => ReactNode }) {
  const made = useId();
  const id = ownId ?? `${name}${made}`;
  return (
    <div className={`grid min-w-0 content-start gap-1.5 ${className}`}>
      <label htmlFor={id} className={isLabelHidden ? "sr-only" : "text-sm font-medium"}>
        {label}
      </label>
      {children({ id, name, ...described(id, { hint, error }) })}
      <Notes id={id} name={name} hint={hint} error={error} />
    </div>
  );
}

/** The attributes that point from a control to its `Notes`. */
export function described(id: string, { hint, error }: { hint?: ReactNode; error?: string }) {
  const notes = [error && `${id}-error`, hint && `${id}-hint`];
  return {
    "aria-invalid": error ? (true as const) : undefined,
    "aria-describedby": notes.filter(Boolean).join(" ") || undefined,
  };
}

/** The place of an error, which `Form` fills as well, and the hint. */
export function Notes({
  id,
  name,
  hint,
  error,
}: Pick<LabelProps, "name" | "hint" | "error"> & { id: string }) {
  return (
    <>
      <p id={`${id}-error`} data-error-of={name} className="text-sm text-danger empty:hidden">
        {error}
      </p>
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
    </>
  );
}

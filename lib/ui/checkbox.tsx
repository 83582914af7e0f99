import { type ComponentProps, useId } from "react";
import { described, type LabelProps, Notes } from "./labelled.tsx";

type CheckboxProps = Omit<LabelProps, "isLabelHidden"> &
  Omit<ComponentProps<"input">, keyof LabelProps | "type">;

/** Something to agree to or to have, beside its box. */
export function Checkbox({
  label,
  name,
  id: ownId,
  hint,
  error,
  className = "",
  ...input
}: CheckboxProps) {
  const made = useId();
  const id = ownId ?? `${name}${made}`;
  return (
    <div className={`grid grid-cols-[auto_1fr] gap-x-2.5 gap-y-0.5 ${className}`}>
      <input
        type="checkbox"
        id={id}
        name={name}
        className="mt-1 size-4 accent-accent"
        {...described(id, { hint, error })}
        {...input}
      />
      <label htmlFor={id} className="text-sm font-medium leading-6">
        {label}
      </label>
      <div className="col-start-2 grid gap-1">
        <Notes id={id} name={name} hint={hint} error={error} />
      </div>
    </div>
  );
}

/** What is on or off at once it is saved: a checkbox that looks and speaks like a switch. */
export function Switch({
  label,
  name,
  id: ownId,
  hint,
  error,
  className = "",
  ...input
}: CheckboxProps) {
  const made = useId();
  const id = ownId ?? `${name}${made}`;
  return (
    <div className={`grid grid-cols-[1fr_auto] items-start gap-x-4 gap-y-0.5 ${className}`}>
      <label htmlFor={id} className="text-sm font-medium leading-6">
        {label}
      </label>
      <input
        type="checkbox"
        // biome-ignore lint/a11y/useAriaPropsForRole: a checkbox says itself whether it is checked
        role="switch"
        id={id}
        name={name}
        className="switch mt-0.5"
        {...described(id, { hint, error })}
        {...input}
      />
      <div className="col-span-2 grid gap-1">
        <Notes id={id} name={name} hint={hint} error={error} />
      </div>
    </div>
  );
}

import type { ComponentProps } from "react";
import { control } from "./control.ts";
import { Labelled, type LabelProps } from "./labelled.tsx";

type SelectProps = LabelProps &
  Omit<ComponentProps<"select">, keyof LabelProps | "children"> & {
    /** What each value is called, in order. */
    options: Record<string, string>;
  };

/** A labelled choice of one among a few. */
export function Select({
  label,
  name,
  id,
  hint,
  error,
  isLabelHidden,
  className,
  options,
  ...select
}: SelectProps) {
  return (
    <Labelled {...{ label, name, id, hint, error, isLabelHidden, className }}>
      {(ties) => (
        // React leaves a select at what it first was, also when the page has a new value for it.
        <select
          key={String(select.defaultValue)}
          className={`${control} select-arrow`}
          {...ties}
          {...select}
        >
          {Object.entries(options).map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}

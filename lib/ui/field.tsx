import type { ComponentProps } from "react";
import { control } from "./control.ts";
import { Labelled, type LabelProps } from "./labelled.tsx";

type FieldProps = LabelProps & Omit<ComponentProps<"input">, keyof LabelProps>;

/** A labelled input with its hint and its error, tied together for screen readers. */
export function Field({
  label,
  name,
  id,
  hint,
  error,
  isLabelHidden,
  className,
  ...input
}: FieldProps) {
  return (
    <Labelled {...{ label, name, id, hint, error, isLabelHidden, className }}>
      {(ties) => <input className={control} {...ties} {...input} />}
    </Labelled>
  );
}

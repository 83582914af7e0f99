import type { ComponentProps } from "react";
import { control } from "./control.ts";
import { Labelled, type LabelProps } from "./labelled.tsx";

type TextAreaProps = LabelProps & Omit<ComponentProps<"textarea">, keyof LabelProps>;

/** A labelled place for more than a line, which grows with what is typed where the browser can. */
export function TextArea({
  label,
  name,
  id,
  hint,
  error,
  isLabelHidden,
  className,
  ...area
}: TextAreaProps) {
  return (
    <Labelled {...{ label, name, id, hint, error, isLabelHidden, className }}>
      {(ties) => (
        <textarea
          rows={4}
          className={`${control} field-sizing-content min-h-24 resize-y`}
          {...ties}
          {...area}
        />
      )}
    </Labelled>
  );
}

import type { ComponentProps } from "react";
import { Labelled, type LabelProps } from "./labelled.tsx";

type FileFieldProps = LabelProps & Omit<ComponentProps<"input">, keyof LabelProps | "type">;

/** A file to send. Its form needs `encType="multipart/form-data"`. */
export function FileField({
  label,
  name,
  id,
  hint,
  error,
  isLabelHidden,
  className,
  ...input
}: FileFieldProps) {
  return (
    <Labelled {...{ label, name, id, hint, error, isLabelHidden, className }}>
      {(ties) => (
        <input
          type="file"
          className="w-full min-w-0 rounded-md border border-dashed border-field bg-surface p-1.5 text-sm text-muted file:mr-3 file:rounded file:border-0 file:bg-sunken file:px-3 file:py-1 file:text-sm file:font-medium file:text-ink aria-invalid:border-danger"
          {...ties}
          {...input}
        />
      )}
    </Labelled>
  );
}

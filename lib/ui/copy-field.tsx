import { control } from "./control.ts";
import { CopyButton } from "./copy-button.tsx";
import { Labelled, type LabelProps } from "./labelled.tsx";

/** A value to take elsewhere: a link, a key. Without script it is selected by a click and copied. */
export function CopyField({ value, ...label }: LabelProps & { value: string }) {
  return (
    <Labelled {...label}>
      {(ties) => (
        <div className="flex gap-2">
          <input
            readOnly
            value={value}
            {...ties}
            className={`${control} bg-sunken font-mono text-sm`}
          />
          <CopyButton value={value} />
        </div>
      )}
    </Labelled>
  );
}

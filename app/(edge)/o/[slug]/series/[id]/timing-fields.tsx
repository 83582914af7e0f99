import { mostDelay } from "#lib/products/newsletter/series/rules.ts";
import type { Step } from "#lib/products/newsletter/series/series.ts";
import { Field } from "#lib/ui/field.tsx";
import { Select } from "#lib/ui/select.tsx";

interface TimingFieldsProps {
  step: Pick<Step, "delay" | "unit" | "countedFrom">;
  values: Record<string, string | undefined>;
  errors: Record<string, string | undefined>;
}

/** When a step is sent. */
export function TimingFields({ step, values, errors }: TimingFieldsProps) {
  return (
    <div className="grid grid-cols-[6rem_1fr] items-start gap-x-3 gap-y-4 sm:grid-cols-[6rem_8rem_1fr]">
      <Field
        label="Delay"
        name="delay"
        type="number"
        inputMode="numeric"
        min={0}
        max={mostDelay}
        required
        defaultValue={values.delay ?? step.delay}
        error={errors.delay}
      />
      <Select
        label="Unit"
        name="unit"
        options={{ hours: "hours", days: "days" }}
        defaultValue={values.unit ?? step.unit}
        error={errors.unit}
      />
      <Select
        label="Counted from"
        name="countedFrom"
        className="max-sm:col-span-2"
        options={{ before: "the email before", joining: "joining" }}
        defaultValue={values.countedFrom ?? step.countedFrom}
        error={errors.countedFrom}
      />
    </div>
  );
}

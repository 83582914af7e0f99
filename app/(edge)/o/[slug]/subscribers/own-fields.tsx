import type { FormState } from "#lib/forms/form.ts";
import type { OwnField } from "#lib/products/newsletter/audience/subscribers/person.ts";
import { Field } from "#lib/ui/field.tsx";
import { Select } from "#lib/ui/select.tsx";

interface OwnFieldsProps {
  fields: OwnField[];
  /** What they hold, by key. */
  values: Record<string, string>;
  state: FormState;
}

/** The organization's own fields of a person, each by its kind. */
export function OwnFieldInputs({ fields, values, state }: OwnFieldsProps) {
  return fields.map(({ key, label, kind }) => {
    const name = `fields.${key}`;
    const shared = {
      name,
      label,
      defaultValue: state.values[name] ?? values[key] ?? "",
      error: state.errors[name],
    };
    if (kind === "boolean") {
      return <Select key={key} {...shared} options={{ "": "Not known", yes: "Yes", no: "No" }} />;
    }
    if (kind === "number") return <Field key={key} {...shared} inputMode="decimal" />;
    if (kind === "date") return <Field key={key} {...shared} type="date" />;
    return <Field key={key} {...shared} maxLength={1_000} />;
  });
}

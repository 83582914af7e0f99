import type { ReactNode } from "react";
import type { ActForm } from "#lib/forms/act.ts";
import { formState } from "#lib/forms/form.ts";
import type { FoundCount } from "#lib/products/newsletter/audience/segments/count-found.ts";
import { conditionKinds } from "#lib/products/newsletter/audience/segments/kinds.ts";
import type { ConditionRow } from "#lib/products/newsletter/audience/segments/row-input.ts";
import type { OwnField } from "#lib/products/newsletter/audience/subscribers/person.ts";
import { Field } from "#lib/ui/field.tsx";
import { Form } from "#lib/ui/form.tsx";
import { Select } from "#lib/ui/select.tsx";
import { Conditions } from "./conditions.tsx";
import { LiveCount } from "./live-count.tsx";

interface SegmentFormProps {
  form: ActForm;
  page: string;
  slug: string;
  query: Record<string, string | string[] | undefined>;
  lists: { id: string; name: string }[];
  fields: OwnField[];
  count: FoundCount | null;
  /** What the form shows: what was typed, or what is saved. */
  name?: string | undefined;
  match: string;
  rows: ConditionRow[];
  isNew?: boolean;
  submit: string;
  cancel?: ReactNode;
}

/** The name and the conditions of a segment, with the count of whom they find. */
export function SegmentForm(props: SegmentFormProps) {
  const { form, page, slug, query, lists, fields, count, name, match, rows, isNew } = props;
  const { message, errors, values } = formState(form, query);
  return (
    <LiveCount slug={slug} count={count}>
      <Form
        action={form.action}
        submit={props.submit}
        pending="Saving…"
        message={message}
        cancel={props.cancel}
        className="grid gap-5"
      >
        {isNew && <input type="hidden" name="id" value={values.id ?? crypto.randomUUID()} />}
        <Field
          label="Name"
          name="name"
          required
          maxLength={100}
          defaultValue={name}
          error={errors.name}
        />
        <Select
          label="People are in it who meet"
          name="match"
          options={{ all: "All conditions", any: "Any condition" }}
          defaultValue={match}
          error={errors.match}
        />
        <Conditions
          key={JSON.stringify(rows)}
          kinds={conditionKinds({ lists, fields })}
          rows={rows}
          errors={errors}
          page={page}
        />
      </Form>
    </LiveCount>
  );
}

import type { ReactNode } from "react";
import type { ActForm } from "#lib/forms/act.ts";
import { formState } from "#lib/forms/form.ts";
import { Checkbox } from "#lib/ui/checkbox.tsx";
import { Field } from "#lib/ui/field.tsx";
import { Form } from "#lib/ui/form.tsx";
import { TextArea } from "#lib/ui/text-area.tsx";

interface ListFormProps {
  form: ActForm;
  query: Record<string, string | string[] | undefined>;
  list?: { name: string; description: string; isPublic: boolean };
  submit: string;
  pending: string;
  cancel?: ReactNode;
}

/** What a list is called, and whether people see it. */
export function ListForm({ form, query, list, submit, pending, cancel }: ListFormProps) {
  const { message, errors, values } = formState(form, query);
  return (
    <Form
      action={form.action}
      submit={submit}
      pending={pending}
      message={message}
      cancel={cancel}
      className="grid gap-5"
    >
      {!list && <input type="hidden" name="id" value={values.id ?? crypto.randomUUID()} />}
      <Field
        label="Name"
        name="name"
        required
        maxLength={100}
        defaultValue={values.name ?? list?.name}
        error={errors.name}
      />
      <TextArea
        label="Description"
        name="description"
        maxLength={500}
        rows={2}
        hint="What people get on this list, and how often. Public lists show it."
        defaultValue={values.description ?? list?.description}
        error={errors.description}
      />
      <input type="hidden" name="isPublic" value="false" />
      <Checkbox
        label="Public"
        name="isPublic"
        value="true"
        hint="People see the list on the page of their preferences, and can join it there."
        defaultChecked={values.isPublic ? values.isPublic.endsWith("true") : list?.isPublic}
        error={errors.isPublic}
      />
    </Form>
  );
}

import type { ReactNode } from "react";
import type { ActForm } from "#lib/forms/act.ts";
import { formState } from "#lib/forms/form.ts";
import type { MemberForm } from "#lib/products/newsletter/public/forms/read-forms.ts";
import { Checkbox } from "#lib/ui/checkbox.tsx";
import { Field } from "#lib/ui/field.tsx";
import { Fieldset } from "#lib/ui/fieldset.tsx";
import { Form } from "#lib/ui/form.tsx";
import { TextArea } from "#lib/ui/text-area.tsx";

interface FormFieldsProps {
  form: ActForm;
  query: Record<string, string | string[] | undefined>;
  /** The lists of the organization that are in use. */
  lists: { id: string; name: string }[];
  /** The form as it is; none for a new one. */
  made?: MemberForm;
  submit: string;
  pending: string;
  cancel?: ReactNode;
}

/** What a form to subscribe says, asks and signs people up for. */
export function FormFields({ form, query, lists, made, submit, pending, cancel }: FormFieldsProps) {
  const { message, errors, values } = formState(form, query);
  const isOn = (name: "asksName" | "isDoubleOptIn", usual: boolean) =>
    values[name] ? values[name].endsWith("true") : (made?.[name] ?? usual);
  return (
    <Form
      action={form.action}
      submit={submit}
      pending={pending}
      message={message}
      cancel={cancel}
      className="grid gap-5"
    >
      {!made && <input type="hidden" name="id" value={values.id ?? crypto.randomUUID()} />}
      <Field
        label="Name"
        name="name"
        required
        maxLength={100}
        autoComplete="off"
        hint="Only members see it, such as Footer of the website."
        defaultValue={values.name ?? made?.name}
        error={errors.name}
      />
      <Field
        label="Title"
        name="title"
        required
        maxLength={100}
        autoComplete="off"
        hint="The heading of the form."
        defaultValue={values.title ?? made?.title ?? "Subscribe to our newsletter"}
        error={errors.title}
      />
      <TextArea
        label="Description"
        name="description"
        maxLength={500}
        rows={2}
        hint="What people get, and how often."
        defaultValue={values.description ?? made?.description}
        error={errors.description}
      />
      <TextArea
        label="Consent"
        name="consent"
        required
        maxLength={500}
        rows={2}
        hint="What people agree to. It is kept with each consent, as it was read."
        defaultValue={
          values.consent ??
          made?.consent ??
          "I want to receive this newsletter by email. I can unsubscribe at any time."
        }
        error={errors.consent}
      />
      <Fieldset legend="Lists">
        {lists.map(({ id, name }) => (
          <Checkbox
            key={id}
            label={name}
            name="lists"
            value={id}
            defaultChecked={
              made?.lists.some((list) => list.id === id) ??
              (values.lists === id || lists.length === 1)
            }
          />
        ))}
        {lists.length === 0 && (
          <p className="text-sm text-muted">There are no lists yet. Create a list first.</p>
        )}
        <p id="lists-error" data-error-of="lists" className="text-sm text-danger empty:hidden">
          {errors.lists}
        </p>
      </Fieldset>
      <input type="hidden" name="isDoubleOptIn" value="false" />
      <Checkbox
        label="Double opt-in"
        name="isDoubleOptIn"
        value="true"
        hint="People confirm their address by a link that we mail to them. Without it, anyone can sign up anyone else."
        defaultChecked={isOn("isDoubleOptIn", true)}
      />
      <input type="hidden" name="asksName" value="false" />
      <Checkbox
        label="Ask for a name"
        name="asksName"
        value="true"
        hint="Nobody has to give one."
        defaultChecked={isOn("asksName", false)}
      />
    </Form>
  );
}

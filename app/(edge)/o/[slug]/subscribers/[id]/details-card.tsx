import { formOf } from "#lib/forms/act.ts";
import { formState } from "#lib/forms/form.ts";
import { updateSubscriberAct } from "#lib/products/newsletter/audience/subscribers/acts.ts";
import type { OwnField, Person } from "#lib/products/newsletter/audience/subscribers/person.ts";
import { Card } from "#lib/ui/card.tsx";
import { Field } from "#lib/ui/field.tsx";
import { Form } from "#lib/ui/form.tsx";
import { OwnFieldInputs } from "../own-fields.tsx";

export interface PersonPart {
  person: Person;
  slug: string;
  query: Record<string, string | string[] | undefined>;
}

/** The address, the name and the own fields of a person, to be changed. */
export function DetailsCard({ person, slug, query, fields }: PersonPart & { fields: OwnField[] }) {
  const form = formOf(updateSubscriberAct, { slug, id: person.id });
  const state = formState(form, query);
  const { message, errors, values } = state;
  return (
    <div id="details">
      <Card title="Details">
        <Form action={form.action} submit="Save details" pending="Saving…" message={message}>
          <Field
            label="Email"
            name="email"
            type="text"
            inputMode="email"
            autoComplete="off"
            autoCapitalize="none"
            required
            maxLength={254}
            defaultValue={values.email ?? person.email}
            error={errors.email}
          />
          <Field
            label="Name"
            name="name"
            autoComplete="off"
            maxLength={200}
            defaultValue={values.name ?? person.name ?? ""}
            error={errors.name}
          />
          <OwnFieldInputs fields={fields} values={person.fields} state={state} />
        </Form>
      </Card>
    </div>
  );
}

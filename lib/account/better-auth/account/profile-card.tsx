import { formState } from "#lib/forms/form.ts";
import { nameForm, signOutForm } from "#lib/identity/account-forms.ts";
import type { PageQuery } from "#lib/identity/provider.ts";
import { Field } from "#lib/ui/field.tsx";
import { Form } from "#lib/ui/form.tsx";
import type { Account } from "../read-account.ts";
import { Part } from "./part.tsx";

export function ProfileCard({ account, query }: { account: Account; query: PageQuery }) {
  const { message, errors, values } = formState(nameForm, query);
  return (
    <Part
      id="profile"
      title="Profile"
      description="Your name is visible to everyone in your organizations."
      aside={
        <Form
          action={signOutForm.action}
          submit="Sign out"
          pending="Signing out…"
          look="secondary"
          size="small"
          className="shrink-0 whitespace-nowrap"
        />
      }
    >
      <Form action={nameForm.action} submit="Save name" pending="Saving…" message={message}>
        <Field
          label="Name"
          name="name"
          autoComplete="name"
          required
          maxLength={100}
          defaultValue={values.name ?? account.name}
          error={errors.name}
        />
      </Form>
    </Part>
  );
}

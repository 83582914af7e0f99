import { formState } from "#lib/forms/form.ts";
import { passwordForm } from "#lib/identity/account-forms.ts";
import { passwordLength } from "#lib/identity/forms.ts";
import type { PageQuery } from "#lib/identity/provider.ts";
import { Field } from "#lib/ui/field.tsx";
import { Form } from "#lib/ui/form.tsx";
import { Part } from "./part.tsx";

export function PasswordCard({ email, query }: { email: string | null; query: PageQuery }) {
  const { message, errors } = formState(passwordForm, query);
  return (
    <Part
      id="password"
      title="Password"
      description="Changing your password signs you out on all other devices."
    >
      <Form
        action={passwordForm.action}
        submit="Change password"
        pending="Changing…"
        message={message}
      >
        {/* Tells password managers whose it is. */}
        <input type="hidden" autoComplete="username" defaultValue={email ?? ""} />
        <Field
          label="Current password"
          name="password"
          type="password"
          autoComplete="current-password"
          required
          error={errors.password}
        />
        <Field
          label="New password"
          name="newPassword"
          type="password"
          autoComplete="new-password"
          required
          minLength={passwordLength.min}
          maxLength={passwordLength.max}
          hint={`At least ${passwordLength.min} characters.`}
          error={errors.newPassword}
        />
      </Form>
    </Part>
  );
}

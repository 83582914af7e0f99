import Link from "next/link";
import { formState } from "#lib/forms/form.ts";
import { passwordLength, resetPasswordForm } from "#lib/identity/forms.ts";
import type { PageQuery } from "#lib/identity/provider.ts";
import { Alert } from "#lib/ui/alert.tsx";
import { Field } from "#lib/ui/field.tsx";
import { Form } from "#lib/ui/form.tsx";
import { textLink } from "./links.ts";

export function ResetPassword({ query }: { query: PageQuery }) {
  const { message, errors, values } = formState(resetPasswordForm, query);
  return (
    <>
      {values.stopped && (
        <Alert tone="success">The change is stopped. Choose a new password to sign in again.</Alert>
      )}
      {values.token ? (
        <Form
          action={resetPasswordForm.action}
          submit="Set the password"
          pending="Setting the password…"
          message={message}
        >
          <input type="hidden" name="token" value={values.token} />
          <Field
            label="New password"
            name="password"
            type="password"
            autoComplete="new-password"
            required
            minLength={passwordLength.min}
            maxLength={passwordLength.max}
            hint={`At least ${passwordLength.min} characters. You are signed out everywhere else.`}
            error={errors.password}
          />
        </Form>
      ) : (
        <Alert tone="warning">This page needs the link from our mail.</Alert>
      )}
      <p className="text-sm">
        <Link href="/forgot-password" className={textLink}>
          Ask for a new link
        </Link>
      </p>
    </>
  );
}

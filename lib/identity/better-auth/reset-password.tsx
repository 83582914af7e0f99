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
        <Alert tone="success">
          The email change is canceled. Choose a new password to sign in again.
        </Alert>
      )}
      {values.token ? (
        <Form
          action={resetPasswordForm.action}
          submit="Set password"
          pending="Setting password…"
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
            hint={`At least ${passwordLength.min} characters. This signs you out on all other devices.`}
            error={errors.password}
          />
        </Form>
      ) : (
        <Alert tone="warning">Open this page from the link in our email.</Alert>
      )}
      <p className="text-sm">
        <Link href="/forgot-password" className={textLink}>
          Request a new link
        </Link>
      </p>
    </>
  );
}

import Link from "next/link";
import { formState } from "#lib/forms/form.ts";
import { forgotPasswordForm } from "#lib/identity/forms.ts";
import type { PageQuery } from "#lib/identity/provider.ts";
import { Alert } from "#lib/ui/alert.tsx";
import { Field } from "#lib/ui/field.tsx";
import { Form } from "#lib/ui/form.tsx";
import { textLink } from "./links.ts";

export function ForgotPassword({ query }: { query: PageQuery }) {
  const { message, errors, values } = formState(forgotPasswordForm, query);
  return (
    <>
      {values.sent ? (
        <Alert tone="success">
          If an account with this email address exists, we have sent it a link to reset the
          password. The link works once and expires in an hour.
        </Alert>
      ) : (
        <Form
          action={forgotPasswordForm.action}
          submit="Send link"
          pending="Sending…"
          message={message}
        >
          <Field
            label="Email"
            name="email"
            type="email"
            autoComplete="username"
            required
            hint="We email you a link to choose a new password."
            defaultValue={values.email}
            error={errors.email}
          />
        </Form>
      )}
      <p className="text-sm">
        <Link href="/sign-in" className={textLink}>
          Back to sign in
        </Link>
      </p>
    </>
  );
}

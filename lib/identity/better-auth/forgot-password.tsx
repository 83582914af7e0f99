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
          If there is an account with this address, a link to choose a new password is on its way.
          It works once, for an hour.
        </Alert>
      ) : (
        <Form
          action={forgotPasswordForm.action}
          submit="Send the link"
          pending="Sending…"
          message={message}
        >
          <Field
            label="E-mail"
            name="email"
            type="email"
            autoComplete="username"
            required
            hint="We send a link to it, with which you choose a new password."
            defaultValue={values.email}
            error={errors.email}
          />
        </Form>
      )}
      <p className="text-sm">
        <Link href="/sign-in" className={textLink}>
          Back to signing in
        </Link>
      </p>
    </>
  );
}

import { formState } from "#lib/forms/form.ts";
import {
  type IdentityCode,
  resendVerificationForm,
  verifyAddressForm,
} from "#lib/identity/forms.ts";
import type { PageQuery } from "#lib/identity/provider.ts";
import { Alert } from "#lib/ui/alert.tsx";
import { ButtonLink } from "#lib/ui/button.tsx";
import { Field } from "#lib/ui/field.tsx";
import { Form } from "#lib/ui/form.tsx";

/** The link only leads here, and a button does it: mail scanners open every link. */
export function VerifyAddress({ query }: { query: PageQuery }) {
  const { message, values } = formState(verifyAddressForm, query);
  if (values.done) {
    return (
      <>
        <Alert tone="success">Your address is confirmed. Thank you.</Alert>
        <p>
          <ButtonLink href="/welcome" prefetch={false}>
            To your organization
          </ButtonLink>
        </p>
      </>
    );
  }
  if (values.sent) {
    return (
      <Alert tone="success">
        If this address waits to be confirmed, a link is on its way. It works for 24 hours.
      </Alert>
    );
  }
  const code: IdentityCode = "link_expired";
  if (values.token && query.error !== code) {
    return (
      <Form
        action={verifyAddressForm.action}
        submit="Confirm the address"
        pending="Confirming…"
        message={message}
      >
        <p>
          You confirm that the address which our mail came to is yours. If you did not sign up,
          leave this page.
        </p>
        <input type="hidden" name="token" value={values.token} />
      </Form>
    );
  }
  return (
    <>
      {message ? (
        <Alert tone="danger">{message}</Alert>
      ) : (
        <Alert tone="warning">This page needs the link from our mail.</Alert>
      )}
      <Resend query={query} />
    </>
  );
}

function Resend({ query }: { query: PageQuery }) {
  const { message, errors, values } = formState(resendVerificationForm, query);
  const isRefused = query.form === resendVerificationForm.action;
  return (
    <Form
      action={resendVerificationForm.action}
      submit="Send a new link"
      pending="Sending…"
      message={isRefused ? message : undefined}
    >
      <Field
        label="E-mail"
        name="email"
        type="email"
        autoComplete="username"
        required
        hint="The address that you signed up with."
        defaultValue={isRefused ? values.email : undefined}
        error={isRefused ? errors.email : undefined}
      />
    </Form>
  );
}

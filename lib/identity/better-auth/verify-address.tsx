import Link from "next/link";
import { formState } from "#lib/forms/form.ts";
import { withQuery } from "#lib/http/next.ts";
import {
  type IdentityCode,
  passwordLength,
  resendVerificationForm,
  verifyAddressForm,
} from "#lib/identity/forms.ts";
import type { PageQuery } from "#lib/identity/provider.ts";
import { Alert } from "#lib/ui/alert.tsx";
import { ButtonLink } from "#lib/ui/button.tsx";
import { Field } from "#lib/ui/field.tsx";
import { Form } from "#lib/ui/form.tsx";
import { textLink } from "./links.ts";

/** The link only leads here, and a button does it: mail scanners open every link. */
export function VerifyAddress({ query }: { query: PageQuery }) {
  const { message, errors, values } = formState(verifyAddressForm, query);
  if (values.done) {
    return (
      <>
        <Alert tone="success">Your email address is confirmed. Thank you.</Alert>
        <p>
          <ButtonLink href="/welcome" prefetch={false}>
            Go to your organization
          </ButtonLink>
        </p>
      </>
    );
  }
  if (values.sent) {
    return (
      <Alert tone="success">
        If this address still needs to be confirmed, we have sent it a new link. The link expires in
        24 hours.
      </Alert>
    );
  }
  const code: IdentityCode = "link_expired";
  if (values.token && values.step && query.error !== code) {
    return <Claim token={values.token} message={message} error={errors.password} />;
  }
  if (values.token && query.error !== code) {
    return (
      <Form
        action={verifyAddressForm.action}
        submit="Confirm email address"
        pending="Confirming…"
        message={message}
      >
        <p>Confirm that you own this email address. If you did not sign up, close this page.</p>
        <input type="hidden" name="token" value={values.token} />
      </Form>
    );
  }
  return (
    <>
      {message ? (
        <Alert tone="danger">{message}</Alert>
      ) : (
        <Alert tone="warning">Open this page from the link in our email.</Alert>
      )}
      <Resend query={query} />
    </>
  );
}

interface ClaimProps {
  token: string;
  message: string | undefined;
  error: string | undefined;
}

/** For who has the link and is not signed in here: somebody else may have signed up with the address. */
function Claim({ token, message, error }: ClaimProps) {
  const signIn = withQuery("/sign-in", { next: withQuery("/verify-address", { token }) });
  return (
    <>
      <p>
        You are not signed in to this account on this device. If you created it,{" "}
        <Link href={signIn} className={textLink}>
          sign in first
        </Link>
        . If someone else did, choose a new password to take over the account and sign everyone else
        out.
      </p>
      <Form
        action={verifyAddressForm.action}
        submit="Confirm and set password"
        pending="Setting password…"
        message={message}
      >
        <input type="hidden" name="token" value={token} />
        <input type="hidden" name="step" value="password" />
        <Field
          label="New password"
          name="password"
          type="password"
          autoComplete="new-password"
          required
          minLength={passwordLength.min}
          maxLength={passwordLength.max}
          hint={`At least ${passwordLength.min} characters.`}
          error={error}
        />
      </Form>
    </>
  );
}

function Resend({ query }: { query: PageQuery }) {
  const { message, errors, values } = formState(resendVerificationForm, query);
  const isRefused = query.form === resendVerificationForm.action;
  return (
    <Form
      action={resendVerificationForm.action}
      submit="Send new link"
      pending="Sending…"
      message={isRefused ? message : undefined}
    >
      <Field
        label="Email"
        name="email"
        type="email"
        autoComplete="username"
        required
        hint="The address you signed up with."
        defaultValue={isRefused ? values.email : undefined}
        error={isRefused ? errors.email : undefined}
      />
    </Form>
  );
}

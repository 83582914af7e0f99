import { formState } from "#lib/forms/form.ts";
import { confirmAddressForm } from "#lib/identity/account-forms.ts";
import type { PageQuery } from "#lib/identity/provider.ts";
import { Alert } from "#lib/ui/alert.tsx";
import { ButtonLink } from "#lib/ui/button.tsx";
import { Form } from "#lib/ui/form.tsx";

/** The link only leads here, and a button does it: mail scanners open every link. */
export function ConfirmAddress({ query }: { query: PageQuery }) {
  const { message, values } = formState(confirmAddressForm, query);
  if (values.done) {
    return (
      <>
        <Alert tone="success">Your email address has changed. Use the new one to sign in.</Alert>
        <p>
          <ButtonLink href="/account">Go to your account</ButtonLink>
        </p>
      </>
    );
  }
  if (!values.token) {
    return <Alert tone="warning">Open this page from the link in our email.</Alert>;
  }
  return (
    <Form
      action={confirmAddressForm.action}
      submit="Use this email address"
      pending="Changing your email address…"
      message={message}
    >
      <p>
        This sets the email address of the account you are signed in to. If you did not request
        this, close this page and nothing changes.
      </p>
      <input type="hidden" name="token" value={values.token} />
    </Form>
  );
}

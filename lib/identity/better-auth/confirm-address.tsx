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
        <Alert tone="success">
          Your address is changed. From now on you sign in with the new one.
        </Alert>
        <p>
          <ButtonLink href="/account">To your account</ButtonLink>
        </p>
      </>
    );
  }
  if (!values.token) {
    return <Alert tone="warning">This page needs the link from our mail.</Alert>;
  }
  return (
    <Form
      action={confirmAddressForm.action}
      submit="Use this address"
      pending="Changing your address…"
      message={message}
    >
      <p>
        The address that our mail came to becomes the one of the account that you are signed in to.
        If you did not ask for it, leave this page, and nothing changes.
      </p>
      <input type="hidden" name="token" value={values.token} />
    </Form>
  );
}

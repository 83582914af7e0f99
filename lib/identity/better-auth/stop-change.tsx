import { formState } from "#lib/forms/form.ts";
import { stopChangeForm } from "#lib/identity/account-forms.ts";
import type { PageQuery } from "#lib/identity/provider.ts";
import { Alert } from "#lib/ui/alert.tsx";
import { Form } from "#lib/ui/form.tsx";

/** The link only leads here, and a button does it: mail scanners open every link. */
export function StopChange({ query }: { query: PageQuery }) {
  const { message, values } = formState(stopChangeForm, query);
  if (!values.token) {
    return <Alert tone="warning">Open this page from the link in our email.</Alert>;
  }
  return (
    <Form
      action={stopChangeForm.action}
      submit="Cancel the change"
      pending="Canceling the change…"
      message={message}
    >
      <p>
        Your account keeps its current email address. This signs you out everywhere and disables
        your password. You choose a new password next.
      </p>
      <input type="hidden" name="token" value={values.token} />
    </Form>
  );
}

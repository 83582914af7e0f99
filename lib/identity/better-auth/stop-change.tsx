import { formState } from "#lib/forms/form.ts";
import { stopChangeForm } from "#lib/identity/account-forms.ts";
import type { PageQuery } from "#lib/identity/provider.ts";
import { Alert } from "#lib/ui/alert.tsx";
import { Form } from "#lib/ui/form.tsx";

/** The link only leads here, and a button does it: mail scanners open every link. */
export function StopChange({ query }: { query: PageQuery }) {
  const { message, values } = formState(stopChangeForm, query);
  if (!values.token) {
    return <Alert tone="warning">This page needs the link from our mail.</Alert>;
  }
  return (
    <Form
      action={stopChangeForm.action}
      submit="Stop the change"
      pending="Stopping the change…"
      message={message}
    >
      <p>
        Your account keeps its address. You are signed out everywhere, your password no longer
        works, and you choose a new one next.
      </p>
      <input type="hidden" name="token" value={values.token} />
    </Form>
  );
}

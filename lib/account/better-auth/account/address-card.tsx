import { formState } from "#lib/forms/form.ts";
import { addressForm } from "#lib/identity/account-forms.ts";
import type { PageQuery } from "#lib/identity/provider.ts";
import { Alert } from "#lib/ui/alert.tsx";
import { Badge } from "#lib/ui/badge.tsx";
import { Field } from "#lib/ui/field.tsx";
import { Form } from "#lib/ui/form.tsx";
import type { Account } from "../read-account.ts";
import { Part } from "./part.tsx";

export function AddressCard({ account, query }: { account: Account; query: PageQuery }) {
  const { message, errors, values } = formState(addressForm, query);
  return (
    <Part
      id="address"
      title="Address"
      description="You sign in with it, and our mail goes there."
      aside={
        <Badge tone={account.isVerified ? "success" : "warning"}>
          {account.isVerified ? "Confirmed" : "Not confirmed"}
        </Badge>
      }
    >
      <div className="grid gap-4">
        <p className="break-all font-medium">{account.email}</p>
        {account.newEmail && (
          <Alert tone="info">
            Open the link in our mail to <b className="break-all">{account.newEmail}</b>, and it
            becomes your address. The link works for an hour, while you are signed in. No mail comes
            when another account has it.
          </Alert>
        )}
        <Form
          action={addressForm.action}
          submit="Send the link"
          pending="Sending…"
          message={message}
        >
          <Field
            label="New address"
            name="email"
            type="email"
            autoComplete="email"
            required
            hint="A link goes there. Until it was opened, your address stays as it is."
            defaultValue={values.email}
            error={errors.email}
          />
          <Field
            label="Your password"
            name="password"
            type="password"
            autoComplete="current-password"
            required
            error={errors.password}
          />
        </Form>
      </div>
    </Part>
  );
}

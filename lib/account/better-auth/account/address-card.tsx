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
      title="Email address"
      description="You sign in with this address, and we send email to it."
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
            Open the link we sent to <b className="break-all">{account.newEmail}</b> to start using
            that address. The link expires in an hour, and you need to be signed in. If another
            account uses the address, no email is sent.
          </Alert>
        )}
        <Form action={addressForm.action} submit="Send link" pending="Sending…" message={message}>
          <Field
            label="New email address"
            name="email"
            type="email"
            autoComplete="email"
            required
            hint="We send a link to this address. Your address changes when you open it."
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

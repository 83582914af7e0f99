import { formOf } from "#lib/forms/act.ts";
import { formState } from "#lib/forms/form.ts";
import { deleteAct } from "#lib/organizations/acts.ts";
import { isAllowed } from "#lib/organizations/permissions.ts";
import { Alert } from "#lib/ui/alert.tsx";
import { Card } from "#lib/ui/card.tsx";
import { ConfirmDialog } from "#lib/ui/confirm-dialog.tsx";
import { Field } from "#lib/ui/field.tsx";
import type { SettingsPart } from "./name-card.tsx";

/** The end of the organization, for its owners, who have to type its name. */
export function DeleteCard({ settings: { frame }, slug, query }: SettingsPart) {
  const { name, managedBy } = frame.organization;
  const form = formOf(deleteAct, { slug });
  const { message, errors, values } = formState(form, query);
  if (managedBy || !isAllowed(frame.role, "organization.delete")) {
    return message ? <Alert tone="danger">{message}</Alert> : null;
  }
  return (
    <Card
      title="Delete"
      description="Everyone loses access immediately, and the subscription is canceled with no further charges. An owner can restore the organization for 7 days. After that, all its data is permanently deleted."
      className="border-danger/40!"
    >
      <ConfirmDialog
        id="delete-organization"
        title={`Delete ${name}?`}
        description={
          <>
            Type <strong className="font-semibold text-ink wrap-anywhere">{name}</strong> to
            confirm.
          </>
        }
        open={Boolean(message || errors.name)}
        button="Delete organization"
        action={form.action}
        submit="Delete"
        pending="Deleting…"
        message={message}
      >
        <Field
          label="Organization name"
          name="name"
          required
          autoComplete="off"
          spellCheck={false}
          defaultValue={values.name}
          error={errors.name}
        />
      </ConfirmDialog>
    </Card>
  );
}

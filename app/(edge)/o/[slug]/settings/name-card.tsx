import { formOf } from "#lib/forms/act.ts";
import { formState } from "#lib/forms/form.ts";
import { renameAct } from "#lib/organizations/acts.ts";
import { managerNames } from "#lib/organizations/managers.ts";
import { isAllowed } from "#lib/organizations/permissions.ts";
import { Alert } from "#lib/ui/alert.tsx";
import { Card } from "#lib/ui/card.tsx";
import { Field } from "#lib/ui/field.tsx";
import { Form } from "#lib/ui/form.tsx";
import type { OrganizationSettings } from "#lib/workspace/reads/get-settings.ts";

export interface SettingsPart {
  settings: OrganizationSettings;
  slug: string;
  query: Record<string, string | string[] | undefined>;
}

/** What the organization is called; those who may not change it see it as it is. */
export function NameCard({ settings: { frame }, slug, query }: SettingsPart) {
  const { name, managedBy } = frame.organization;
  const form = formOf(renameAct, { slug });
  const { message, errors, values } = formState(form, query);
  if (managedBy || !isAllowed(frame.role, "organization.rename")) {
    return (
      <Card title="Name">
        {message && (
          <div className="mb-4">
            <Alert tone="danger">{message}</Alert>
          </div>
        )}
        <Field label="Name" isLabelHidden name="name" defaultValue={name} disabled />
        <p className="mt-2 text-sm text-muted">
          {managedBy
            ? `Managed in ${managerNames[managedBy]}. Change it there.`
            : "Only owners and admins can change the name."}
        </p>
      </Card>
    );
  }
  return (
    <Card title="Name">
      <Form action={form.action} submit="Save name" pending="Saving…" message={message}>
        <Field
          label="Name"
          isLabelHidden
          name="name"
          required
          maxLength={100}
          autoComplete="organization"
          defaultValue={values.name ?? name}
          error={errors.name}
        />
      </Form>
    </Card>
  );
}

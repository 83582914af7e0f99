import { formOf } from "#lib/forms/act.ts";
import { formState } from "#lib/forms/form.ts";
import { changeSlugAct } from "#lib/organizations/acts.ts";
import { managerNames } from "#lib/organizations/managers.ts";
import { isAllowed } from "#lib/organizations/permissions.ts";
import { slugLength } from "#lib/organizations/slug.ts";
import { Alert } from "#lib/ui/alert.tsx";
import { Card } from "#lib/ui/card.tsx";
import { Field } from "#lib/ui/field.tsx";
import { Form } from "#lib/ui/form.tsx";
import type { SettingsPart } from "./name-card.tsx";

const shownSlugs = 5;

/** Where the organization is; for its owners to change. */
export function AddressCard({ settings: { frame, formerSlugs }, slug, query }: SettingsPart) {
  const { managedBy } = frame.organization;
  const former = formerSlugs.slice(0, shownSlugs).map((one) => `/o/${one}`);
  const leads = former.length > 0 && (
    <p className="mt-3 text-sm text-muted wrap-anywhere">
      {new Intl.ListFormat("en").format(former)} {former.length === 1 ? "redirects" : "redirect"}{" "}
      here.
    </p>
  );
  const form = formOf(changeSlugAct, { slug });
  const { message, errors, values } = formState(form, query);
  if (managedBy || !isAllowed(frame.role, "organization.change_slug")) {
    return (
      <Card title="URL">
        {message && (
          <div className="mb-4">
            <Alert tone="danger">{message}</Alert>
          </div>
        )}
        <Field label="URL" isLabelHidden name="slug" defaultValue={`/o/${slug}`} disabled />
        <p className="mt-2 text-sm text-muted">
          {managedBy ? `Change it in ${managerNames[managedBy]}.` : "Only owners can change it."}
        </p>
        {leads}
      </Card>
    );
  }
  return (
    <Card title="URL">
      <Form action={form.action} submit="Change URL" pending="Changing…" message={message}>
        <Field
          label="URL"
          isLabelHidden
          name="slug"
          required
          minLength={slugLength.min}
          maxLength={slugLength.max}
          autoCapitalize="none"
          spellCheck={false}
          autoComplete="off"
          hint="The part after /o/. Use lowercase letters, digits and hyphens. The old URL redirects to the new one."
          defaultValue={values.slug ?? slug}
          error={errors.slug}
        />
      </Form>
      {leads}
    </Card>
  );
}

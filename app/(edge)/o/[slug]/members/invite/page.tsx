import type { Metadata } from "next";
import { formState } from "#lib/forms/form.ts";
import { organizationPath } from "#lib/organizations/forms.ts";
import { getSettings } from "#lib/organizations/get-settings.ts";
import { inviteForm } from "#lib/organizations/invitation-forms.ts";
import { rolesManagedBy } from "#lib/organizations/rules.ts";
import { Alert } from "#lib/ui/alert.tsx";
import { ButtonLink } from "#lib/ui/button.tsx";
import { Card } from "#lib/ui/card.tsx";
import { ChoiceCards } from "#lib/ui/choice-cards.tsx";
import { Field } from "#lib/ui/field.tsx";
import { Form } from "#lib/ui/form.tsx";
import { formatNumber } from "#lib/ui/format.ts";
import { PageHeader } from "#lib/ui/page-header.tsx";
import { workspacePage } from "#lib/ui/workspace-page.tsx";
import { roleChoices } from "../../role.tsx";

export const metadata: Metadata = { title: "Invite somebody" };

export default workspacePage({
  route: "/o/[slug]/members/invite",
  current: "/members",
  least: "admin",
  read: (db, scope) => getSettings(db, scope, "admin"),
  render({ frame, memberCount, seats, planName }, { slug, query }) {
    const { name, isClerks } = frame.organization;
    const form = inviteForm(slug);
    const { message, errors, values } = formState(form, query);
    const members = `${organizationPath(slug)}/members`;
    return (
      <>
        <PageHeader
          title="Invite somebody"
          description={`They get a mail with a link that lets them into ${name}, once.`}
          back={{ href: members, label: "Members" }}
        />
        <div className="grid max-w-xl gap-4">
          {isClerks ? (
            <Alert tone="info">
              The people of this organization are managed in Clerk. Invite them there.
            </Alert>
          ) : (
            <>
              {seats !== null && memberCount >= seats && (
                <Alert tone="warning" title="No seat is left">
                  All {formatNumber(seats)} seats of the {planName} plan are taken. Change the plan,
                  or make room by removing somebody.
                </Alert>
              )}
              <Card>
                <Form
                  action={form.action}
                  submit="Send the invitation"
                  pending="Sending…"
                  message={message}
                  cancel={
                    <ButtonLink href={members} look="quiet">
                      Cancel
                    </ButtonLink>
                  }
                  className="grid gap-5"
                >
                  <input type="hidden" name="id" value={values.id ?? crypto.randomUUID()} />
                  <Field
                    label="E-mail"
                    name="email"
                    type="email"
                    autoComplete="off"
                    required
                    maxLength={254}
                    hint="With or without an account."
                    defaultValue={values.email}
                    error={errors.email}
                  />
                  <ChoiceCards
                    legend="Role"
                    name="role"
                    required
                    choices={roleChoices(rolesManagedBy(frame.role).toReversed())}
                    defaultValue={values.role ?? "member"}
                    error={errors.role}
                  />
                </Form>
              </Card>
            </>
          )}
        </div>
      </>
    );
  },
});

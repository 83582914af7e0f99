import type { Metadata } from "next";
import { billingPath } from "#lib/billing/selling/paths.ts";
import { formOf } from "#lib/forms/act.ts";
import { formState } from "#lib/forms/form.ts";
import { organizationPath } from "#lib/organizations/forms.ts";
import { inviteAct } from "#lib/organizations/invitations/acts.ts";
import { managerNames } from "#lib/organizations/managers.ts";
import { permissions, rolesManagedBy } from "#lib/organizations/permissions.ts";
import { formatNumber } from "#lib/text/format.ts";
import { Alert } from "#lib/ui/alert.tsx";
import { ButtonLink } from "#lib/ui/button.tsx";
import { Card } from "#lib/ui/card.tsx";
import { ChoiceCards } from "#lib/ui/choice-cards.tsx";
import { Field } from "#lib/ui/field.tsx";
import { Form } from "#lib/ui/form.tsx";
import { PageHeader } from "#lib/ui/page-header.tsx";
import { getSettings } from "#lib/workspace/reads/get-settings.ts";
import { workspacePage } from "#lib/workspace/workspace-page.tsx";
import { roleChoices } from "../../role.tsx";
import { seatHolders, seatsLeft } from "../../seats.ts";

export const metadata: Metadata = { title: "Invite a member" };

export default workspacePage({
  route: "/o/[slug]/members/invite",
  current: "/members",
  least: permissions["invitation.manage"].least,
  read: (db, scope) => getSettings(db, scope, permissions["invitation.manage"].least),
  render({ frame, planName, ...count }, { slug, query }) {
    const { name, managedBy } = frame.organization;
    const isFull = seatsLeft(count) === 0;
    const form = formOf(inviteAct, { slug });
    const { message, errors, values } = formState(form, query);
    const members = `${organizationPath(slug)}/members`;
    const ways = (
      <ButtonLink
        href={frame.role === "owner" ? billingPath(slug) : members}
        look="secondary"
        size="small"
        prefetch={false}
      >
        {frame.role === "owner" ? "Change plan" : "Members"}
      </ButtonLink>
    );
    return (
      <>
        <PageHeader
          title="Invite a member"
          description={`We email them a link to join ${name}. It works once.`}
          back={{ href: members, label: "Members" }}
        />
        <div className="grid max-w-xl gap-4">
          {managedBy ? (
            <Alert tone="info">
              Members of this organization are managed in {managerNames[managedBy]}. Invite people
              there.
            </Alert>
          ) : (
            <>
              {isFull && (
                <Alert tone="warning" title="No seats left" action={ways}>
                  {seatHolders(count)} use all {formatNumber(count.seats ?? 0)} seats on the{" "}
                  {planName} plan. Revoke an invitation, remove a member or{" "}
                  {frame.role === "owner" ? "change the plan" : "ask an owner to change the plan"}{" "}
                  first.
                </Alert>
              )}
              <Card>
                <Form
                  action={form.action}
                  submit="Send invitation"
                  pending="Sending…"
                  message={message}
                  code={typeof query.error === "string" ? query.error : undefined}
                  remedies={{ no_seats: ways }}
                  disabled={isFull}
                  cancel={
                    <ButtonLink href={members} look="quiet">
                      Cancel
                    </ButtonLink>
                  }
                  className="grid gap-5"
                >
                  <input type="hidden" name="id" value={values.id ?? crypto.randomUUID()} />
                  <Field
                    label="Email"
                    name="email"
                    type="email"
                    autoComplete="off"
                    required
                    maxLength={254}
                    hint="They do not need an account yet."
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

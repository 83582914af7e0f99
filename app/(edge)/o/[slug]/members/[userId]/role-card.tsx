import { formOf } from "#lib/forms/act.ts";
import { formState } from "#lib/forms/form.ts";
import { endingSentence } from "#lib/organizations/created-by-member.ts";
import { managerNames } from "#lib/organizations/managers.ts";
import { changeRoleAct } from "#lib/organizations/member-acts.ts";
import { rolesManagedBy } from "#lib/organizations/permissions.ts";
import { Alert } from "#lib/ui/alert.tsx";
import { Card } from "#lib/ui/card.tsx";
import { ChoiceCards } from "#lib/ui/choice-cards.tsx";
import { ConfirmDialog } from "#lib/ui/confirm-dialog.tsx";
import { Form } from "#lib/ui/form.tsx";
import type { MemberPage } from "#lib/workspace/reads/get-member.ts";
import { roleChoices } from "../../role.tsx";

export interface MemberPart extends Pick<MemberPage, "frame" | "member"> {
  slug: string;
  query: Record<string, string | string[] | undefined>;
}

/** For those who may give this member another role. */
export function RoleCard({ frame, member, slug, query }: MemberPart) {
  const { userId, name, email, role, isLastOwner, gifts } = member;
  const managed = rolesManagedBy(frame.role);
  const form = formOf(changeRoleAct, { slug, userId });
  const { message, errors, values } = formState(form, query);
  // Who lost their own role meanwhile is told here, where the form was.
  if (!managed.includes(role)) return message ? <Alert tone="danger">{message}</Alert> : null;
  const { managedBy } = frame.organization;
  if (managedBy) {
    return (
      <Card title="Role">
        <p className="text-sm text-muted">
          This organization’s roles are managed in {managerNames[managedBy]}.
        </p>
      </Card>
    );
  }
  if (isLastOwner) {
    return (
      <Card title="Role">
        <p className="text-sm text-muted">
          {userId === frame.viewer.id ? "You are" : "This is"} the only owner. Make someone else an
          owner before you change this role.
        </p>
      </Card>
    );
  }
  // What a lower role does not let them give.
  const endings = gifts && [
    role === "owner" &&
      endingSentence("Changing the role to admin", { invitations: gifts.ownerInvitations }),
    role !== "member" && endingSentence("Changing the role to member", gifts),
  ];
  const shownName = name || email || "this member";
  return (
    <Card title="Role">
      <Form action={form.action} submit="Change role" pending="Changing…" message={message}>
        <ChoiceCards
          legend="Permissions"
          name="role"
          required
          // Making an owner is asked about below.
          choices={roleChoices(
            managed.filter((choice) => choice !== "owner" || role === "owner").toReversed(),
          )}
          defaultValue={values.role === "owner" ? role : (values.role ?? role)}
          error={errors.role}
        />
        {endings?.map(
          (ending) =>
            ending && (
              <p key={ending} className="text-sm text-muted">
                {ending}
              </p>
            ),
        )}
      </Form>
      {managed.includes("owner") && role !== "owner" && (
        <div className="mt-6 grid justify-items-start gap-3 border-t border-line pt-4">
          <p className="text-sm text-muted">
            Owners can also manage billing, change the roles of owners and delete the organization.
          </p>
          <ConfirmDialog
            id="make-owner"
            title={`Make ${shownName} an owner?`}
            description={`${shownName} will be able to change the plan and the payment method, remove any member, including you, and delete ${frame.organization.name}.`}
            action={form.action}
            submit="Make owner"
            pending="Changing…"
            look="primary"
            button="Make owner"
            buttonLook="secondary"
          >
            <input type="hidden" name="role" value="owner" />
          </ConfirmDialog>
        </div>
      )}
    </Card>
  );
}

import { formOf } from "#lib/forms/act.ts";
import { formState } from "#lib/forms/form.ts";
import { endingSentence } from "#lib/organizations/created-by-member.ts";
import { organizationPath } from "#lib/organizations/forms.ts";
import { removeMemberAct } from "#lib/organizations/member-acts.ts";
import { rolesManagedBy } from "#lib/organizations/permissions.ts";
import { Alert } from "#lib/ui/alert.tsx";
import { ButtonLink } from "#lib/ui/button.tsx";
import { Card } from "#lib/ui/card.tsx";
import { ConfirmDialog } from "#lib/ui/confirm-dialog.tsx";
import type { MemberPart } from "./role-card.tsx";

/** How a membership ends: oneself leaves, others are removed by those who may. */
export function Ending({ frame, member, slug, query }: MemberPart) {
  const { userId, name, email, role, isLastOwner, gifts } = member;
  if (frame.organization.managedBy) return null;
  if (userId === frame.viewer.id) {
    return (
      <Card title="Leave" description="You lose access to everything in this organization.">
        <ButtonLink href={`${organizationPath(slug)}/settings#leave`} look="secondary">
          Leave organization
        </ButtonLink>
      </Card>
    );
  }
  const form = formOf(removeMemberAct, { slug, userId });
  const { message } = formState(form, query);
  if (isLastOwner || !rolesManagedBy(frame.role).includes(role)) {
    return message ? <Alert tone="danger">{message}</Alert> : null;
  }
  const shownName = name || email || "this member";
  const ending = gifts && endingSentence("Removing them", gifts);
  return (
    <Card title="Remove" description="They lose access immediately. Their work stays.">
      <ConfirmDialog
        id="remove-member"
        title={`Remove ${shownName}?`}
        description={[
          `${shownName} loses access to ${frame.organization.name} immediately. Their work stays.`,
          ending,
          "To rejoin, they need a new invitation.",
        ]
          .filter(Boolean)
          .join(" ")}
        open={Boolean(message)}
        button="Remove from organization"
        action={form.action}
        submit="Remove"
        pending="Removing…"
        message={message}
      />
    </Card>
  );
}

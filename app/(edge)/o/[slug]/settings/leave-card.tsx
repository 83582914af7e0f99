import { formOf } from "#lib/forms/act.ts";
import { formState } from "#lib/forms/form.ts";
import { leaveAct } from "#lib/organizations/acts.ts";
import { endingSentence } from "#lib/organizations/created-by-member.ts";
import { organizationPath } from "#lib/organizations/forms.ts";
import { managerNames } from "#lib/organizations/managers.ts";
import { ButtonLink } from "#lib/ui/button.tsx";
import { Card } from "#lib/ui/card.tsx";
import { ConfirmDialog } from "#lib/ui/confirm-dialog.tsx";
import type { SettingsPart } from "./name-card.tsx";

/** For everybody but the last owner, who is told what to do first. */
export function LeaveCard({ settings: { frame, isLastOwner, gifts }, slug, query }: SettingsPart) {
  const { name, managedBy } = frame.organization;
  const form = formOf(leaveAct, { slug });
  const { message } = formState(form, query);
  return (
    <div id="leave" className="scroll-mt-20">
      <Card title="Leave" description={`You lose access to everything in ${name}.`}>
        {managedBy ? (
          <p className="text-sm text-muted">
            This organization is managed in {managerNames[managedBy]}. Leave it there.
          </p>
        ) : isLastOwner ? (
          <>
            <p className="mb-4 text-sm text-muted">
              You are the only owner. To leave, make someone else an owner first, or delete the
              organization.
            </p>
            <ButtonLink href={`${organizationPath(slug)}/members`} look="secondary">
              Go to members
            </ButtonLink>
          </>
        ) : (
          <ConfirmDialog
            id="leave-organization"
            title={`Leave ${name}?`}
            description={[
              "Your work stays.",
              endingSentence("Leaving", gifts),
              "To rejoin, you need a new invitation.",
            ]
              .filter(Boolean)
              .join(" ")}
            open={Boolean(message)}
            button="Leave organization"
            action={form.action}
            submit="Leave"
            pending="Leaving…"
            message={message}
          />
        )}
      </Card>
    </div>
  );
}

import { organizationPath } from "#lib/organizations/forms.ts";
import { Alert } from "#lib/ui/alert.tsx";
import { ButtonLink } from "#lib/ui/button.tsx";
import type { InvitationPage } from "#lib/workspace/reads/find-invitation.ts";

/** Why an invitation cannot be accepted, and what to do instead. */
export function Dead({ invitation }: { invitation: InvitationPage }) {
  const { organization, inviter, state, viewer } = invitation;
  if (viewer?.isMember) {
    return (
      <>
        <p>You are already a member of {organization.name}.</p>
        <p>
          <ButtonLink href={organizationPath(organization.slug)} prefetch={false}>
            Go to {organization.name}
          </ButtonLink>
        </p>
      </>
    );
  }
  return (
    <>
      <Alert tone="warning">{reasons[state]}</Alert>
      <p>Ask {inviter ?? `someone in ${organization.name}`} for a new invitation.</p>
      <p>
        <ButtonLink href={viewer ? "/organizations" : "/"} look="secondary" prefetch={false}>
          {viewer ? "Go to your organizations" : "Go to home page"}
        </ButtonLink>
      </p>
    </>
  );
}

const reasons: Record<InvitationPage["state"], string> = {
  open: "",
  expired: "This invitation has expired.",
  revoked: "This invitation was revoked or declined.",
  accepted: "This invitation has already been used. Each invitation works once.",
};

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
        <p>You are a member of {organization.name} already.</p>
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
      <p>Ask {inviter ?? `somebody in ${organization.name}`} for a new one.</p>
      <p>
        <ButtonLink href={viewer ? "/organizations" : "/"} look="secondary" prefetch={false}>
          {viewer ? "To your organizations" : "To the front page"}
        </ButtonLink>
      </p>
    </>
  );
}

const reasons: Record<InvitationPage["state"], string> = {
  open: "",
  expired: "This invitation has expired.",
  revoked: "This invitation was taken back, or declined.",
  accepted: "This invitation was used before. Each works once.",
};

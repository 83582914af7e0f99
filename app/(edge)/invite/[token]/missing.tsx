import { ButtonLink } from "#lib/ui/button.tsx";
import { CenteredPage } from "#lib/ui/centered-page.tsx";

/** In the place of an invitation that is not there, or whose link is. */
export function MissingInvitation() {
  return (
    <CenteredPage title="Invitation not found">
      <p>
        The link may be incomplete, or the organization may have been deleted. If you were sent this
        invitation more than once, use the link in the latest email.
      </p>
      <p>
        <ButtonLink href="/" look="secondary">
          Go to home page
        </ButtonLink>
      </p>
    </CenteredPage>
  );
}

import { ButtonLink } from "#lib/ui/button.tsx";
import { CenteredPage } from "#lib/ui/centered-page.tsx";

/** In the place of an invitation that is not there, or whose link is. */
export function MissingInvitation() {
  return (
    <CenteredPage title="This invitation is not there">
      <p>
        Its organization is gone, or the invitation was sent again since: then the link in the
        newest mail works. Look whether you have all of the link, too.
      </p>
      <p>
        <ButtonLink href="/" look="secondary">
          To the front page
        </ButtonLink>
      </p>
    </CenteredPage>
  );
}

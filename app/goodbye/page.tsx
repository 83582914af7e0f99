import type { Metadata } from "next";
import { ButtonLink } from "#lib/ui/button.tsx";
import { CenteredPage } from "#lib/ui/centered-page.tsx";

export const metadata: Metadata = { title: "Goodbye", robots: { index: false } };

/** Where somebody comes out who deleted their account. */
export default function GoodbyePage() {
  return (
    <CenteredPage title="Goodbye">
      <p>
        Your account and your personal data are deleted, and you are signed out everywhere. We have
        sent you an email to confirm this.
      </p>
      <p>
        <ButtonLink href="/" look="secondary">
          Go to home page
        </ButtonLink>
      </p>
    </CenteredPage>
  );
}

import type { Metadata } from "next";
import { ButtonLink } from "#lib/ui/button.tsx";
import { CenteredPage } from "#lib/ui/centered-page.tsx";

export const metadata: Metadata = { title: "Goodbye", robots: { index: false } };

/** Where somebody comes out who deleted their account. */
export default function GoodbyePage() {
  return (
    <CenteredPage title="Goodbye">
      <p>
        Your account is deleted, and what was personal in it is erased. You are signed out
        everywhere. A mail to your address says the same.
      </p>
      <p>
        <ButtonLink href="/" look="secondary">
          To the front page
        </ButtonLink>
      </p>
    </CenteredPage>
  );
}

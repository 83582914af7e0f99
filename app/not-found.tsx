import type { Metadata } from "next";
import { ButtonLink } from "#lib/ui/button.tsx";
import { CenteredPage } from "#lib/ui/centered-page.tsx";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <CenteredPage title="There is nothing here">
      <p className="text-muted">
        The address is wrong, or it leads to something that you have no access to. If somebody sent
        it to you, ask them to invite you.
      </p>
      <div>
        <ButtonLink href="/" look="secondary">
          To the start page
        </ButtonLink>
      </div>
    </CenteredPage>
  );
}

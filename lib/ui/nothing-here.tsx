import { ButtonLink } from "./button.tsx";
import { CenteredPage } from "./centered-page.tsx";

/** The page of an address that leads nowhere, or to something that is not this visitor's to see. */
export function NothingHere({ isSignedIn = false }: { isSignedIn?: boolean }) {
  return (
    <CenteredPage title="Page not found">
      <p className="text-muted">
        The link is wrong, or you do not have access to the page. Ask the person who sent you the
        link to invite you.
      </p>
      <div>
        <ButtonLink href={isSignedIn ? "/organizations" : "/"} look="secondary" prefetch={false}>
          {isSignedIn ? "Your organizations" : "Home"}
        </ButtonLink>
      </div>
    </CenteredPage>
  );
}

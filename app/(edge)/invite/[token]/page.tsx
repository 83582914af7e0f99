import type { Metadata } from "next";
import { readDatabase } from "#lib/db/edge.ts";
import { setPageStatus } from "#lib/http/page-status.ts";
import { getUser } from "#lib/identity/session.ts";
import { hashToken } from "#lib/organizations/invitations/token.ts";
import { Avatar } from "#lib/ui/avatar.tsx";
import { CenteredPage } from "#lib/ui/centered-page.tsx";
import { databasePage } from "#lib/workspace/database-page.tsx";
import { findInvitation } from "#lib/workspace/reads/find-invitation.ts";
import { Answer } from "./answer.tsx";
import { Dead } from "./dead.tsx";
import { MissingInvitation } from "./missing.tsx";

// The address of this page is the invitation itself, so it is not sent to other sites as a referrer.
export const metadata: Metadata = {
  title: "Invitation",
  referrer: "no-referrer",
  robots: { index: false },
};

const route = "/invite/[token]";

export default databasePage(route, async (props: PageProps<"/invite/[token]">) => {
  const [{ token }, query] = await Promise.all([props.params, props.searchParams]);
  const [user, tokenHash] = await Promise.all([getUser(), hashToken(token)]);
  const invitation = await findInvitation(readDatabase(), { tokenHash, viewerId: user?.id });
  if (!invitation) {
    setPageStatus(404);
    return <MissingInvitation />;
  }
  const { organization, inviter, role, state, viewer } = invitation;
  const isOpen = state === "open" && !viewer?.isMember;
  return (
    <CenteredPage
      title={isOpen ? `Join ${organization.name}` : `Invitation to ${organization.name}`}
    >
      {isOpen ? (
        <>
          <div className="flex items-center gap-3 rounded-xl border border-line bg-surface p-4 shadow-xs">
            <Avatar name={organization.name} id={organization.slug} isSquare size="large" />
            <p className="min-w-0 wrap-anywhere">
              {inviter ?? "Someone"} invited you to join {organization.name} as{" "}
              <strong className="font-semibold">{role}</strong>.
            </p>
          </div>
          <Answer invitation={invitation} token={token} query={query} />
        </>
      ) : (
        <Dead invitation={invitation} />
      )}
    </CenteredPage>
  );
});

import { UserPlus } from "lucide-react";
import type { Metadata } from "next";
import { formOf } from "#lib/forms/act.ts";
import { formState } from "#lib/forms/form.ts";
import { organizationPath } from "#lib/organizations/forms.ts";
import { revokeInvitationsAct } from "#lib/organizations/invitations/acts.ts";
import { managerNames } from "#lib/organizations/managers.ts";
import { isAllowed } from "#lib/organizations/permissions.ts";
import { formatNumber } from "#lib/text/format.ts";
import { Alert } from "#lib/ui/alert.tsx";
import { ButtonLink } from "#lib/ui/button.tsx";
import { PageHeader } from "#lib/ui/page-header.tsx";
import { getMembers, memberQuery } from "#lib/workspace/reads/get-members.ts";
import { workspacePage } from "#lib/workspace/workspace-page.tsx";
import { Invitations } from "./invitations.tsx";
import { People } from "./people.tsx";
import { Seats } from "./seats.tsx";

export const metadata: Metadata = { title: "Members" };

export default workspacePage({
  route: "/o/[slug]/members",
  current: "/members",
  read: (db, scope, { query }) => getMembers(db, scope, memberQuery.parse(query)),
  render(found, { slug, query }) {
    const { frame, memberCount, invitedCount, seats, planName, invitations } = found;
    const { managedBy } = frame.organization;
    const mayInvite = isAllowed(frame.role, "invitation.manage") && !managedBy;
    const { message } = formState(formOf(revokeInvitationsAct, { slug }), {
      ...query,
      form: formOf(revokeInvitationsAct, { slug }).action,
    });
    return (
      <>
        <PageHeader
          title="Members"
          description={
            memberCount === 1
              ? "This organization has one member."
              : `This organization has ${formatNumber(memberCount)} members.`
          }
          actions={
            mayInvite && (
              <ButtonLink href={`${organizationPath(slug)}/members/invite`} prefetch={false}>
                <UserPlus />
                Invite
              </ButtonLink>
            )
          }
        />
        <div className="grid gap-8">
          {query.error && message && <Alert tone="danger">{message}</Alert>}
          {managedBy && (
            <Alert tone="info">
              Members of this organization are managed in {managerNames[managedBy]}. Changes made
              there appear here.
            </Alert>
          )}
          {seats !== null && (
            <Seats
              count={{ memberCount, invitedCount, seats }}
              planName={planName}
              slug={slug}
              isOwner={frame.role === "owner"}
            />
          )}
          <People found={found} slug={slug} query={memberQuery.parse(query)} />
          {invitations && (
            <Invitations slug={slug} invitations={invitations} mayInvite={mayInvite} />
          )}
        </div>
      </>
    );
  },
});

import type { Metadata } from "next";
import { organizationPath } from "#lib/organizations/forms.ts";
import { Avatar } from "#lib/ui/avatar.tsx";
import { Card } from "#lib/ui/card.tsx";
import { CardLink } from "#lib/ui/card-link.tsx";
import { Facts } from "#lib/ui/facts.tsx";
import { PageHeader } from "#lib/ui/page-header.tsx";
import { Time } from "#lib/ui/time.tsx";
import { getMember } from "#lib/workspace/reads/get-member.ts";
import { workspacePage } from "#lib/workspace/workspace-page.tsx";
import { Events } from "../../event.tsx";
import { RoleBadge } from "../../role.tsx";
import { Ending } from "./ending.tsx";
import { RoleCard } from "./role-card.tsx";

export const metadata: Metadata = { title: "Member" };

export default workspacePage({
  route: "/o/[slug]/members/[userId]",
  current: "/members",
  read: (db, scope, { params }) => getMember(db, scope, params.userId ?? ""),
  render({ frame, member, activity }, { slug, query }) {
    const { userId, name, email, image, role, joinedAt, invitation } = member;
    const shownName = name || email || "Unnamed";
    const organization = organizationPath(slug);
    return (
      <>
        <PageHeader
          title={
            <span className="flex items-center gap-3">
              <Avatar name={shownName} id={userId} image={image} size="large" />
              <span className="min-w-0">
                {shownName}
                {userId === frame.viewer.id && (
                  <span className="font-normal text-muted"> (you)</span>
                )}
              </span>
            </span>
          }
          back={{ href: `${organization}/members`, label: "Members" }}
          aside={<RoleBadge role={role} />}
        />
        <div className="grid items-start gap-4 lg:grid-cols-2">
          <div className="grid gap-4">
            <Card title="Details">
              <Facts
                facts={{
                  Email: email && <span className="wrap-anywhere">{email}</span>,
                  Joined: <Time value={joinedAt} style="day" />,
                  Invited: invitation && (
                    <>
                      {invitation.by && `by ${invitation.by}, `}
                      <Time value={invitation.at} style="day" />
                    </>
                  ),
                }}
              />
            </Card>
            <RoleCard frame={frame} member={member} slug={slug} query={query} />
            <Ending frame={frame} member={member} slug={slug} query={query} />
          </div>
          {activity && (
            <Card
              title="Activity"
              aside={
                activity.length > 0 && (
                  <CardLink
                    href={`${organization}/settings/audit?actor=${encodeURIComponent(userId)}`}
                  >
                    View all activity
                  </CardLink>
                )
              }
            >
              {activity.length > 0 ? (
                <Events events={activity} />
              ) : (
                <p className="text-sm text-muted">No activity yet.</p>
              )}
            </Card>
          )}
        </div>
      </>
    );
  },
});

import type { Metadata } from "next";
import { Fragment } from "react";
import { organizationPath } from "#lib/organizations/forms.ts";
import { Card } from "#lib/ui/card.tsx";
import { CardLink } from "#lib/ui/card-link.tsx";
import { PageHeader } from "#lib/ui/page-header.tsx";
import { getOverview } from "#lib/workspace/reads/overview.ts";
import { workspacePage } from "#lib/workspace/workspace-page.tsx";
import { Credits } from "./credits.tsx";
import { Events } from "./event.tsx";
import { Members } from "./members.tsx";
import { Plan } from "./plan.tsx";
import { RoleBadge } from "./role.tsx";
import { SeatsCard } from "./seats-card.tsx";
import { Usage } from "./usage.tsx";

export const metadata: Metadata = { title: "Overview" };

export default workspacePage({
  route: "/o/[slug]",
  current: "",
  read: getOverview,
  render(overview, { slug }) {
    const { frame, plan, subscription, credits, usage, members, memberCount, activity } = overview;
    const count = { memberCount, invitedCount: overview.invitedCount, seats: plan.seats };
    const home = organizationPath(slug);
    return (
      <>
        <PageHeader title={frame.organization.name} aside={<RoleBadge role={frame.role} />} />
        <div className="grid gap-4 md:grid-cols-2 lg:grid-cols-3">
          <Plan plan={plan} subscription={subscription} />
          <Credits credits={credits} />
          <SeatsCard frame={frame} count={count} slug={slug} />
          <Usage usage={usage} />
          <Members members={members} count={memberCount} viewerId={frame.viewer.id} slug={slug} />
          {Object.entries(overview.parts).map(([product, card]) => (
            <Fragment key={product}>{card(home)}</Fragment>
          ))}
          {activity && (
            <Card
              title="Recent activity"
              className="md:col-span-2 lg:col-span-3"
              aside={<CardLink href={`${home}/settings/audit`}>Audit trail</CardLink>}
            >
              {activity.length > 0 ? (
                <Events events={activity} />
              ) : (
                <p className="text-sm text-muted">
                  Changes to members, invitations and settings appear here.
                </p>
              )}
            </Card>
          )}
        </div>
      </>
    );
  },
});

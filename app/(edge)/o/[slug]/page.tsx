import type { Metadata } from "next";
import { Badge } from "#lib/ui/badge.tsx";
import { workspacePage } from "#lib/ui/workspace-page.tsx";
import { getOverview } from "#lib/workspace/overview.ts";
import { Credits } from "./credits.tsx";
import { Members } from "./members.tsx";
import { Plan } from "./plan.tsx";

export const metadata: Metadata = { title: "Overview" };

export default workspacePage({
  route: "/o/[slug]",
  current: "",
  read: getOverview,
  render: ({ frame, plan, subscription, credits, members, memberCount }) => (
    <>
      <div className="mb-6 flex flex-wrap items-center gap-3">
        <h1 className="min-w-0 break-words text-2xl font-semibold tracking-tight">
          {frame.organization.name}
        </h1>
        <Badge tone="accent">{frame.role}</Badge>
      </div>
      <div className="grid gap-4 md:grid-cols-2">
        <Plan plan={plan} subscription={subscription} />
        <Credits credits={credits} />
        <Members members={members} count={memberCount} viewerId={frame.viewer.id} />
      </div>
    </>
  ),
});

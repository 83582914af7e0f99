import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { readDatabase } from "#lib/db/edge.ts";
import { requireUser } from "#lib/identity/session.ts";
import { Badge } from "#lib/ui/badge.tsx";
import { databasePage } from "#lib/ui/database-page.tsx";
import { Shell } from "#lib/ui/shell.tsx";
import { getOverview } from "#lib/workspace/overview.ts";
import { Credits } from "./credits.tsx";
import { Members } from "./members.tsx";
import { Plan } from "./plan.tsx";

export const metadata: Metadata = { title: "Overview" };

interface Props {
  params: Promise<{ slug: string }>;
}

export default databasePage("/o/[slug]", async ({ params }: Props) => {
  const { slug } = await params;
  const { id: userId } = await requireUser(`/o/${slug}`);
  const overview = await getOverview(readDatabase(), { userId, slug });
  if (!overview) notFound();

  return (
    <Shell organization={overview} viewer={overview.viewer} role={overview.role} current="">
      <div className="mb-6 flex flex-wrap items-center gap-3">
        <h1 className="min-w-0 break-words text-2xl font-semibold tracking-tight">
          {overview.name}
        </h1>
        <Badge tone="accent">{overview.role}</Badge>
      </div>
      <div className="grid gap-4 md:grid-cols-2">
        <Plan plan={overview.plan} subscription={overview.subscription} />
        <Credits credits={overview.credits} />
        <Members members={overview.members} count={overview.memberCount} viewerId={userId} />
      </div>
    </Shell>
  );
});

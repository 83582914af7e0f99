import { Plus, Route } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { archivableQuery } from "#lib/forms/query.ts";
import { formatCapped } from "#lib/products/newsletter/audience/capped.ts";
import { allSeriesPath, seriesPath } from "#lib/products/newsletter/series/paths.ts";
import type { ListedSeries } from "#lib/products/newsletter/series/series.ts";
import { formatNumber } from "#lib/text/format.ts";
import { ArchivableList } from "#lib/ui/archivable-list.tsx";
import { ButtonLink } from "#lib/ui/button.tsx";
import { PageHeader } from "#lib/ui/page-header.tsx";
import { Cell, ColumnHead } from "#lib/ui/table.tsx";
import { workspacePage } from "#lib/workspace/workspace-page.tsx";
import { CampaignTabs } from "../campaigns/tabs.tsx";
import { getAllSeries } from "./read.ts";
import { StateBadge } from "./state-badge.tsx";

export const metadata: Metadata = { title: "Series" };

export default workspacePage({
  route: "/o/[slug]/series",
  current: "/campaigns",
  read: (db, scope, { query }) => getAllSeries(db, scope, archivableQuery.parse(query)),
  render({ list }, { slug, query }) {
    const page = allSeriesPath(slug);
    const create = (
      <ButtonLink href={`${page}/new`} prefetch={false}>
        <Plus />
        New series
      </ButtonLink>
    );
    return (
      <>
        <PageHeader
          title="Series"
          description="Emails that each person gets after joining a list or a segment, one after the other."
          actions={create}
        />
        <CampaignTabs slug={slug} current="series" />
        <ArchivableList
          page={page}
          query={archivableQuery.parse(query)}
          list={list}
          things="series"
          icon={Route}
          advice="Welcome new subscribers by itself: each gets your emails step by step, from the day they join."
          create={create}
          isStacked
          head={
            <>
              <ColumnHead>Name</ColumnHead>
              <ColumnHead className="w-28">State</ColumnHead>
              <ColumnHead>For those who join</ColumnHead>
              <ColumnHead className="w-20 text-right">Steps</ColumnHead>
              <ColumnHead className="w-28 text-right">Inside</ColumnHead>
            </>
          }
          row={(series) => <Row key={series.id} slug={slug} series={series} />}
        />
      </>
    );
  },
});

function Row({ slug, series }: { slug: string; series: ListedSeries }) {
  const { id, name, audienceName, stepCount, people } = series;
  return (
    <tr>
      <Cell label="Name">
        <Link
          href={seriesPath(slug, id)}
          prefetch={false}
          className="rounded font-medium wrap-anywhere hover:underline"
        >
          {name}
        </Link>
      </Cell>
      <Cell label="State">
        <StateBadge series={series} />
      </Cell>
      <Cell label="For those who join" className="text-muted wrap-anywhere">
        {audienceName}
      </Cell>
      <Cell label="Steps" className="tabular-nums sm:text-right">
        {formatNumber(stepCount)}
      </Cell>
      <Cell label="Inside" className="tabular-nums sm:text-right">
        {formatCapped(people)}
      </Cell>
    </tr>
  );
}

import { Filter, ListFilterPlus } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { archivableQuery } from "#lib/forms/query.ts";
import { segmentPath, segmentsPath } from "#lib/products/newsletter/audience/paths.ts";
import type { ListedSegment } from "#lib/products/newsletter/audience/segments/segments.ts";
import { AudienceTabs } from "#lib/products/newsletter/audience/tabs.tsx";
import { ArchivableList } from "#lib/ui/archivable-list.tsx";
import { ButtonLink } from "#lib/ui/button.tsx";
import { PageHeader } from "#lib/ui/page-header.tsx";
import { Cell, ColumnHead } from "#lib/ui/table.tsx";
import { Time } from "#lib/ui/time.tsx";
import { workspacePage } from "#lib/workspace/workspace-page.tsx";
import { getSegments } from "./read.ts";

export const metadata: Metadata = { title: "Segments" };

export default workspacePage({
  route: "/o/[slug]/segments",
  current: "/subscribers",
  read: (db, scope, { query }) => getSegments(db, scope, archivableQuery.parse(query)),
  render({ frame, list }, { slug, query }) {
    const page = segmentsPath(slug);
    const create = (
      <ButtonLink href={`${page}/new`} prefetch={false}>
        <ListFilterPlus />
        Create segment
      </ButtonLink>
    );
    return (
      <>
        <PageHeader
          title="Segments"
          description="Saved filters. Campaigns go to the people who meet them when they start."
          actions={create}
        />
        <AudienceTabs slug={slug} current={page} role={frame.role} />
        <ArchivableList
          page={page}
          query={archivableQuery.parse(query)}
          list={list}
          things="segments"
          icon={Filter}
          advice="Save a filter over status, lists, fields, and what people opened or clicked."
          create={create}
          head={
            <>
              <ColumnHead>Name</ColumnHead>
              <ColumnHead className="w-40 max-sm:hidden">Created</ColumnHead>
            </>
          }
          row={(segment) => <Row key={segment.id} slug={slug} segment={segment} />}
        />
      </>
    );
  },
});

function Row({ slug, segment }: { slug: string; segment: ListedSegment }) {
  const { id, name, filter, createdAt } = segment;
  const count = filter.conditions.length;
  const which = filter.match === "all" ? "all must hold" : "any is enough";
  return (
    <tr>
      <Cell>
        <Link
          href={segmentPath(slug, id)}
          prefetch={false}
          className="rounded font-medium wrap-anywhere hover:underline"
        >
          {name}
        </Link>
        <span className="block text-xs text-muted">
          {count === 1 ? "1 condition" : `${count} conditions, ${which}`}
        </span>
      </Cell>
      <Cell className="text-muted max-sm:hidden">
        <Time value={createdAt} style="day" />
      </Cell>
    </tr>
  );
}

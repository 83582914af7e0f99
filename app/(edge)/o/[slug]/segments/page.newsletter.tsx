import { Filter, ListFilterPlus } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { withQuery } from "#lib/http/next.ts";
import { segmentPath, segmentsPath } from "#lib/products/newsletter/audience/paths.ts";
import type { ListedSegment } from "#lib/products/newsletter/audience/segments/segments.ts";
import { AudienceTabs } from "#lib/products/newsletter/audience/tabs.tsx";
import { ButtonLink } from "#lib/ui/button.tsx";
import { EmptyState } from "#lib/ui/empty-state.tsx";
import { FilterBar } from "#lib/ui/filter-bar.tsx";
import { PageHeader } from "#lib/ui/page-header.tsx";
import { Pager } from "#lib/ui/pager.tsx";
import { Cell, ColumnHead, Table } from "#lib/ui/table.tsx";
import { Time } from "#lib/ui/time.tsx";
import { workspacePage } from "#lib/workspace/workspace-page.tsx";
import { getSegments, segmentQuery } from "./read.ts";

export const metadata: Metadata = { title: "Segments" };

export default workspacePage({
  route: "/o/[slug]/segments",
  current: "/subscribers",
  read: (db, scope, { query }) => getSegments(db, scope, segmentQuery.parse(query)),
  render({ frame, list: { shown, previous, next } }, { slug, query }) {
    const { show, after, before } = segmentQuery.parse(query);
    const page = segmentsPath(slug);
    const to = (place: { after?: string; before?: string }) => withQuery(page, { show, ...place });
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
        <FilterBar
          action={page}
          selects={[
            {
              name: "show",
              label: "Show",
              value: show,
              options: { "": "Segments in use", archived: "Archived segments" },
            },
          ]}
        />
        {shown.length > 0 ? (
          <Table
            caption="Segments, newest first"
            head={
              <>
                <ColumnHead>Name</ColumnHead>
                <ColumnHead className="w-40 max-sm:hidden">Created</ColumnHead>
              </>
            }
          >
            {shown.map((segment) => (
              <Row key={segment.id} slug={slug} segment={segment} />
            ))}
          </Table>
        ) : (
          <EmptyState
            icon={Filter}
            title={show ? "No archived segments" : "No segments yet"}
            text={
              show
                ? "Segments that you archive appear here."
                : "Save a filter over status, lists, fields, and what people opened or clicked."
            }
            action={show ? undefined : create}
          />
        )}
        <Pager
          label="Pages of segments"
          newest={after || before ? to({}) : undefined}
          previous={previous && to({ before: previous })}
          next={next && to({ after: next })}
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

import { ListPlus, Rows3 } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { archivableQuery } from "#lib/forms/query.ts";
import { withQuery } from "#lib/http/next.ts";
import { formatCapped } from "#lib/products/newsletter/audience/capped.ts";
import type { ListedList } from "#lib/products/newsletter/audience/lists/lists.ts";
import { listPath, listsPath, subscribersPath } from "#lib/products/newsletter/audience/paths.ts";
import { AudienceTabs } from "#lib/products/newsletter/audience/tabs.tsx";
import { ArchivableList } from "#lib/ui/archivable-list.tsx";
import { Badge } from "#lib/ui/badge.tsx";
import { ButtonLink } from "#lib/ui/button.tsx";
import { PageHeader } from "#lib/ui/page-header.tsx";
import { Cell, ColumnHead } from "#lib/ui/table.tsx";
import { Time } from "#lib/ui/time.tsx";
import { workspacePage } from "#lib/workspace/workspace-page.tsx";
import { getLists } from "./read.ts";

export const metadata: Metadata = { title: "Lists" };

export default workspacePage({
  route: "/o/[slug]/lists",
  current: "/subscribers",
  read: (db, scope, { query }) => getLists(db, scope, archivableQuery.parse(query)),
  render({ frame, list }, { slug, query }) {
    const page = listsPath(slug);
    const create = (
      <ButtonLink href={`${page}/new`} prefetch={false}>
        <ListPlus />
        Create list
      </ButtonLink>
    );
    return (
      <>
        <PageHeader
          title="Lists"
          description="Campaigns go to lists. A person can be on several and gets one mail."
          actions={create}
        />
        <AudienceTabs slug={slug} current={page} role={frame.role} />
        <ArchivableList
          page={page}
          query={archivableQuery.parse(query)}
          list={list}
          things="lists"
          icon={Rows3}
          advice="Create a list for each newsletter that people can choose."
          create={create}
          head={
            <>
              <ColumnHead>Name</ColumnHead>
              <ColumnHead className="w-24 text-right sm:w-32">People</ColumnHead>
              <ColumnHead className="w-40 max-sm:hidden">Created</ColumnHead>
            </>
          }
          row={(list) => <Row key={list.id} slug={slug} list={list} />}
        />
      </>
    );
  },
});

function Row({ slug, list }: { slug: string; list: ListedList }) {
  const { id, name, description, isPublic, people, createdAt } = list;
  return (
    <tr>
      <Cell>
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Link
            href={listPath(slug, id)}
            prefetch={false}
            className="rounded font-medium wrap-anywhere hover:underline"
          >
            {name}
          </Link>
          {isPublic && <Badge tone="accent">Public</Badge>}
        </span>
        {description && (
          <span className="mt-0.5 block text-xs text-muted wrap-anywhere">{description}</span>
        )}
      </Cell>
      <Cell className="text-right tabular-nums">
        <Link
          href={withQuery(subscribersPath(slug), { list: id })}
          prefetch={false}
          aria-label={`${formatCapped(people)} people on ${name}`}
          className="rounded hover:underline"
        >
          {formatCapped(people)}
        </Link>
      </Cell>
      <Cell className="text-muted max-sm:hidden">
        <Time value={createdAt} style="day" />
      </Cell>
    </tr>
  );
}

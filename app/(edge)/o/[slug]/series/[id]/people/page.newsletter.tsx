import { Users } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { withQuery } from "#lib/http/next.ts";
import { subscriberPath } from "#lib/products/newsletter/audience/paths.ts";
import { peoplePath, seriesPath } from "#lib/products/newsletter/series/paths.ts";
import type { SeriesPerson } from "#lib/products/newsletter/series/people.ts";
import { formatNumber } from "#lib/text/format.ts";
import { Badge } from "#lib/ui/badge.tsx";
import { EmptyState } from "#lib/ui/empty-state.tsx";
import { FilterBar } from "#lib/ui/filter-bar.tsx";
import { PageHeader } from "#lib/ui/page-header.tsx";
import { Pager } from "#lib/ui/pager.tsx";
import { Cell, ColumnHead, Table } from "#lib/ui/table.tsx";
import { Time } from "#lib/ui/time.tsx";
import { workspacePage } from "#lib/workspace/workspace-page.tsx";
import { getSeriesPeople, peopleQuery } from "./read.ts";

export const metadata: Metadata = { title: "People of a series" };

export default workspacePage({
  route: "/o/[slug]/series/[id]/people",
  current: "/campaigns",
  read: (db, scope, { params, query }) =>
    getSeriesPeople(db, scope, params.id, peopleQuery.parse(query)),
  render({ series, people: { shown, previous, next } }, { slug, query }) {
    const { show, after, before } = peopleQuery.parse(query);
    const page = peoplePath(slug, series.id);
    const to = (place: { after?: string; before?: string }) => withQuery(page, { show, ...place });
    return (
      <>
        <PageHeader
          title="People"
          description={`Who is inside the series “${series.name}”, and who was.`}
          back={{ href: seriesPath(slug, series.id), label: series.name }}
        />
        <FilterBar
          action={page}
          selects={[
            {
              name: "show",
              label: "Show",
              value: show,
              options: { "": "Everyone", inside: "People inside", ended: "People who ended it" },
            },
          ]}
        />
        {shown.length > 0 ? (
          <Table
            caption="People, the latest first"
            isStacked
            head={
              <>
                <ColumnHead>Person</ColumnHead>
                <ColumnHead className="w-32">State</ColumnHead>
                <ColumnHead className="w-32 text-right">Emails sent</ColumnHead>
                <ColumnHead className="w-44">Joined</ColumnHead>
              </>
            }
          >
            {shown.map((person) => (
              <Row key={person.id} slug={slug} person={person} />
            ))}
          </Table>
        ) : (
          <EmptyState
            icon={Users}
            title={show ? "Nobody here" : "Nobody yet"}
            text={
              series.state === "draft"
                ? "People who join after the activation appear here."
                : "People appear here once they join."
            }
          />
        )}
        <Pager
          label="Pages of people"
          newest={after || before ? to({}) : undefined}
          previous={previous && to({ before: previous })}
          next={next && to({ after: next })}
        />
      </>
    );
  },
});

const states = {
  finished: { tone: "success", label: "Finished" },
  left: { tone: "neutral", label: "Left" },
} as const;

function Row({ slug, person }: { slug: string; person: SeriesPerson }) {
  const { id, name, email, joinedAt, sent, endedReason } = person;
  const { tone, label } = endedReason
    ? states[endedReason]
    : ({ tone: "accent", label: "Inside" } as const);
  return (
    <tr>
      <Cell label="Person">
        <Link
          href={subscriberPath(slug, id)}
          prefetch={false}
          className="rounded font-medium wrap-anywhere hover:underline"
        >
          {name || email}
        </Link>
        {name && <span className="block text-xs text-muted wrap-anywhere">{email}</span>}
      </Cell>
      <Cell label="State">
        <Badge tone={tone}>{label}</Badge>
      </Cell>
      <Cell label="Emails sent" className="tabular-nums sm:text-right">
        {formatNumber(sent)}
      </Cell>
      <Cell label="Joined" className="text-muted">
        <Time value={joinedAt} />
      </Cell>
    </tr>
  );
}

import { ContactRound, Download, SearchX, UserPlus } from "lucide-react";
import type { Metadata } from "next";
import { withQuery } from "#lib/http/next.ts";
import { organizationApi } from "#lib/organizations/forms.ts";
import { formatCapped } from "#lib/products/newsletter/audience/capped.ts";
import { subscribersPath } from "#lib/products/newsletter/audience/paths.ts";
import { AudienceTabs } from "#lib/products/newsletter/audience/tabs.tsx";
import { ButtonLink, buttonClass } from "#lib/ui/button.tsx";
import { EmptyState } from "#lib/ui/empty-state.tsx";
import { FilterBar } from "#lib/ui/filter-bar.tsx";
import { PageHeader } from "#lib/ui/page-header.tsx";
import { Pager } from "#lib/ui/pager.tsx";
import { workspacePage } from "#lib/workspace/workspace-page.tsx";
import { getSubscribers, subscriberQuery } from "./read.ts";
import { Rows } from "./rows.tsx";

export const metadata: Metadata = { title: "Subscribers" };

export default workspacePage({
  route: "/o/[slug]/subscribers",
  current: "/subscribers",
  read: (db, scope, { query }) => getSubscribers(db, scope, subscriberQuery.parse(query)),
  render({ frame, shown, previous, next, count, lists }, { slug, query }) {
    const { after, before, ...filter } = subscriberQuery.parse(query);
    const page = subscribersPath(slug);
    const to = (place: { after?: string; before?: string }) =>
      withQuery(page, { ...filter, ...place });
    const isFiltered = Object.values(filter).some(Boolean);
    const add = (
      <ButtonLink href={`${page}/new`} prefetch={false}>
        <UserPlus />
        Add subscriber
      </ButtonLink>
    );
    const counted = count === 1 ? "1 person" : `${formatCapped(count)} people`;
    return (
      <>
        <PageHeader
          title="Subscribers"
          description="The people you write to, and what happened to them."
          actions={add}
        />
        <AudienceTabs slug={slug} current={page} role={frame.role} />
        {(isFiltered || shown.length > 0) && (
          <FilterBar
            action={page}
            search={{ name: "search", label: "Search by name or email", value: filter.search }}
            selects={[
              {
                name: "status",
                label: "Status",
                value: filter.status,
                options: {
                  "": "Any status",
                  subscribed: "Subscribed",
                  pending: "Not confirmed",
                  unsubscribed: "Unsubscribed",
                  bounced: "Bounced",
                  suppressed: "Blocked",
                },
              },
              {
                name: "list",
                label: "List",
                value: filter.list,
                options: {
                  "": "Any list",
                  ...Object.fromEntries(lists.map(({ id, name }) => [id, name])),
                },
              },
            ]}
          >
            <a
              href={withQuery(`${organizationApi(slug)}/subscribers.csv`, filter)}
              download
              className={buttonClass({ look: "secondary" })}
            >
              <Download />
              Export CSV
            </a>
          </FilterBar>
        )}
        {shown.length > 0 && <Rows slug={slug} people={shown} />}
        {shown.length === 0 &&
          (isFiltered ? (
            <EmptyState
              icon={SearchX}
              title="No matching subscribers"
              text="Try another name, email address, status or list."
              action={
                <ButtonLink href={page} look="secondary" prefetch={false}>
                  Show all subscribers
                </ButtonLink>
              }
            />
          ) : (
            <EmptyState
              icon={ContactRound}
              title="No subscribers yet"
              text="Add people who agreed to hear from you."
              action={add}
            />
          ))}
        <Pager
          label="Pages of subscribers"
          newest={after || before ? to({}) : undefined}
          previous={previous && to({ before: previous })}
          next={next && to({ after: next })}
          summary={shown.length > 0 ? counted : undefined}
        />
      </>
    );
  },
});

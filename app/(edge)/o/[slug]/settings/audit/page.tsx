import { Download, ScrollText, SearchX } from "lucide-react";
import type { Metadata } from "next";
import { withQuery } from "#lib/http/next.ts";
import { organizationApi, organizationPath } from "#lib/organizations/forms.ts";
import { ButtonLink, buttonClass } from "#lib/ui/button.tsx";
import { EmptyState } from "#lib/ui/empty-state.tsx";
import { PageHeader } from "#lib/ui/page-header.tsx";
import { Pager } from "#lib/ui/pager.tsx";
import { auditQuery, getAuditTrail } from "#lib/workspace/reads/audit-trail.ts";
import { workspacePage } from "#lib/workspace/workspace-page.tsx";
import { Filter } from "./filter.tsx";
import { Rows } from "./rows.tsx";

export const metadata: Metadata = { title: "Audit trail" };

export default workspacePage({
  route: "/o/[slug]/settings/audit",
  current: "/settings/audit",
  read: (db, scope, { query }) => getAuditTrail(db, scope, auditQuery.parse(query)),
  render({ shown, previous, next }, { slug, query }) {
    const { after, before, ...filter } = auditQuery.parse(query);
    const page = `${organizationPath(slug)}/settings/audit`;
    const to = (place: { after?: string; before?: string }) =>
      withQuery(page, { ...filter, ...place });
    const isFiltered = Object.values(filter).some(Boolean);
    return (
      <>
        <PageHeader
          title="Audit trail"
          description="A record of every change: who made it, when and from where. Entries cannot be edited."
          actions={
            // Not a page: the browser has to fetch it as a file.
            <a
              href={withQuery(`${organizationApi(slug)}/audit.csv`, filter)}
              download
              className={buttonClass({ look: "secondary" })}
            >
              <Download />
              Export CSV
            </a>
          }
        />
        <Filter page={page} filter={filter} />
        {shown.length > 0 && <Rows page={page} events={shown} />}
        {shown.length === 0 &&
          (isFiltered ? (
            <EmptyState
              icon={SearchX}
              title="No matching events"
              text="Try other filters."
              action={
                <ButtonLink href={page} look="secondary" prefetch={false}>
                  Clear filters
                </ButtonLink>
              }
            />
          ) : (
            <EmptyState
              icon={ScrollText}
              title="No events yet"
              text="Changes to members, invitations and settings appear here."
            />
          ))}
        <Pager
          label="Pages of events"
          newest={after || before ? to({}) : undefined}
          previous={previous && to({ before: previous })}
          next={next && to({ after: next })}
          names={{ previous: "Newer", next: "Older" }}
        />
      </>
    );
  },
});

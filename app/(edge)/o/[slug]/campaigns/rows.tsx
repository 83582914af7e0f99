import { SearchX } from "lucide-react";
import Link from "next/link";
import { withQuery } from "#lib/http/next.ts";
import { campaignPath, campaignsPath, editPath } from "#lib/products/newsletter/campaigns/paths.ts";
import { formatNumber } from "#lib/text/format.ts";
import { ButtonLink } from "#lib/ui/button.tsx";
import { EmptyState } from "#lib/ui/empty-state.tsx";
import { FilterBar } from "#lib/ui/filter-bar.tsx";
import { Pager } from "#lib/ui/pager.tsx";
import { Cell, ColumnHead, Table } from "#lib/ui/table.tsx";
import { Time } from "#lib/ui/time.tsx";
import type { CampaignRow, CampaignsPage, CampaignsQuery } from "./read.ts";
import { StateBadge, stateNames } from "./state-badge.tsx";

interface CampaignRowsProps {
  found: CampaignsPage;
  slug: string;
  query: CampaignsQuery;
}

/** The list of campaigns, to be searched, filtered and paged. */
export function CampaignRows({ found, slug, query }: CampaignRowsProps) {
  const { search, state, after, before } = query;
  const { shown, previous, next } = found.campaigns;
  const page = campaignsPath(slug);
  const to = (place: { after?: string; before?: string }) =>
    withQuery(page, { search, state, ...place });
  return (
    <section aria-label="Campaigns">
      <FilterBar
        action={page}
        search={{ name: "search", label: "Search by subject", value: search }}
        selects={[
          {
            name: "state",
            label: "State",
            value: state,
            options: { "": "Any state", ...stateNames, archived: "Archived" },
          },
        ]}
      />
      {shown.length === 0 ? (
        <EmptyState
          icon={SearchX}
          title="No matching campaigns"
          text="Try another subject or state."
          action={
            <ButtonLink href={page} look="secondary" prefetch={false}>
              Show all campaigns
            </ButtonLink>
          }
        />
      ) : (
        <Table
          caption="Campaigns"
          isStacked
          head={
            <>
              <ColumnHead>Subject</ColumnHead>
              <ColumnHead className="w-32">State</ColumnHead>
              <ColumnHead className="w-44">Audience</ColumnHead>
              <ColumnHead className="w-44">When</ColumnHead>
            </>
          }
        >
          {shown.map((campaign) => (
            <Row key={campaign.id} slug={slug} campaign={campaign} />
          ))}
        </Table>
      )}
      <Pager
        label="Pages of campaigns"
        newest={after || before ? to({}) : undefined}
        previous={previous && to({ before: previous })}
        next={next && to({ after: next })}
        summary={
          search || state
            ? `${formatNumber(found.counts.matching)} of ${formatNumber(found.counts.all)} campaigns`
            : undefined
        }
      />
    </section>
  );
}

function Row({ slug, campaign }: { slug: string; campaign: CampaignRow }) {
  const { id, subject, state, listName, recipients } = campaign;
  return (
    <tr>
      <Cell label="Subject">
        <Link
          href={state === "draft" ? editPath(slug, id) : campaignPath(slug, id)}
          prefetch={false}
          className="rounded font-medium wrap-anywhere hover:underline"
        >
          {subject}
        </Link>
      </Cell>
      <Cell label="State">
        <StateBadge state={state} />
      </Cell>
      <Cell label="Audience" className="text-muted">
        {listName}
        {recipients !== null && (
          <span className="block text-xs tabular-nums">{formatNumber(recipients)} recipients</span>
        )}
      </Cell>
      <Cell label="When" className="text-muted">
        <When campaign={campaign} />
      </Cell>
    </tr>
  );
}

/** The moment that matters most in the state it is in. */
function When({ campaign }: { campaign: CampaignRow }) {
  const { state, scheduledAt, startedAt, finishedAt, cancelledAt, changedAt, createdAt } = campaign;
  if (state === "draft") return <Time value={changedAt ?? createdAt} style="relative" />;
  const moment = cancelledAt ?? finishedAt ?? startedAt ?? scheduledAt ?? createdAt;
  return <Time value={moment} />;
}

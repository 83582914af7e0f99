import type { SQL, SQLWrapper } from "drizzle-orm/sql";
import Link from "next/link";
import type { ReactNode } from "react";
import * as z from "zod/mini";
import { momentJson } from "#lib/db/moment.ts";
import { rowNamed } from "#lib/db/row.ts";
import { field, maybeOf, shape, type ValueOf } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { inTenant } from "#lib/organizations/tenant.ts";
import { defineOverview } from "#lib/products/overview-part.ts";
import { formatNumber } from "#lib/text/format.ts";
import { Card } from "#lib/ui/card.tsx";
import { CardLink } from "#lib/ui/card-link.tsx";
import { Time } from "#lib/ui/time.tsx";
import { formatCapped } from "../audience/capped.ts";
import { cappedCount } from "../audience/counted.ts";
import { isMailable } from "../audience/mailable.ts";
import { campaignStateSql } from "../campaigns/state.ts";

const person = rowNamed("subscribers", {
  organizationId: z.string(),
  status: z.string(),
  pendingSince: momentJson,
  addressHash: z.string(),
});

const { id, subject, ...campaign } = rowNamed("campaigns", {
  id: z.string(),
  subject: z.string(),
  organizationId: z.string(),
  status: z.string(),
  scheduledAt: momentJson,
  startedAt: momentJson,
  pausedAt: momentJson,
  heldAt: momentJson,
  cancelledAt: momentJson,
  finishedAt: momentJson,
});

/** The campaign that comes first among those in a state, and have a moment in it. */
const firstOf = (state: "scheduled" | "sent", at: SQLWrapper, order: SQL) => sql`(
  select * from campaigns
  where ${inTenant(campaign.organizationId)} and ${campaignStateSql(campaign)} = ${state}::text
    and ${at} is not null
  order by ${order}, ${id} limit 1
) as campaigns`;

const { scheduledAt, finishedAt } = campaign;

const shown = shape({
  /** How many people can be written to, capped. */
  people: cappedCount(
    sql`subscribers where ${inTenant(person.organizationId)} and ${isMailable(person)}`,
  ),
  last: maybeOf(
    shape({
      ...{ id, subject, at: finishedAt },
      sent: field(
        z.number(),
        sql`(select coalesce(sum(sent), 0) from campaign_stats where campaign_id = ${id})`,
      ),
    }),
    firstOf("sent", finishedAt, sql`${finishedAt} desc`),
  ),
  next: maybeOf(
    shape({ id, subject, at: scheduledAt }),
    firstOf("scheduled", scheduledAt, sql`${scheduledAt}`),
  ),
});

/** What the overview of an organization says of its newsletter. */
export const overview = defineOverview({
  shown,
  card: ({ people, last, next }, home) => (
    <Card
      title="Newsletter"
      aside={<CardLink href={`${home}/campaigns`}>Campaigns</CardLink>}
      className="md:col-span-2 lg:col-span-1"
    >
      <p className="text-2xl font-semibold tracking-tight tabular-nums">
        {formatCapped(people)}{" "}
        <span className="text-base font-normal tracking-normal text-muted">
          {people === 1 ? "person gets your campaigns" : "people get your campaigns"}
        </span>
      </p>
      {people === 0 && (
        <p className="mt-1 text-sm text-muted">
          <Link
            href={`${home}/subscribers/new`}
            prefetch={false}
            className="rounded text-ink underline underline-offset-4"
          >
            Add people
          </Link>{" "}
          who agreed to hear from you.
        </p>
      )}
      {(next ?? last) && (
        <dl className="mt-4 grid gap-3 text-sm">
          {next && (
            <Campaign label="Next" home={home} campaign={next}>
              <Time value={next.at} />
            </Campaign>
          )}
          {last && (
            <Campaign label="Last sent" home={home} campaign={last}>
              {formatNumber(last.sent)} sent on <Time value={last.at} style="day" />
            </Campaign>
          )}
        </dl>
      )}
    </Card>
  ),
});

interface CampaignProps {
  label: string;
  home: string;
  campaign: Pick<NonNullable<ValueOf<typeof shown>["next"]>, "id" | "subject">;
  children: ReactNode;
}

function Campaign({ label, home, campaign, children }: CampaignProps) {
  return (
    <div>
      <dt className="text-muted">{label}</dt>
      <dd className="wrap-anywhere">
        <Link
          href={`${home}/campaigns/${campaign.id}`}
          prefetch={false}
          className="rounded font-medium hover:underline"
        >
          {campaign.subject}
        </Link>
        <span className="block text-muted tabular-nums">{children}</span>
      </dd>
    </div>
  );
}

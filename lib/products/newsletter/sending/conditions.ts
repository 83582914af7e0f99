import type { SQL } from "drizzle-orm";
import { sql } from "#lib/db/sql.ts";
import { organizations } from "#lib/organizations/schema.ts";
import {
  campaignSends,
  campaigns,
  listSubscriptions,
  series,
  seriesPeople,
  subscribers,
  suppressions,
} from "../schema.ts";

/** That a series is active. */
export const isActive: SQL = sql`(
  ${series.activatedAt} is not null and ${series.pausedAt} is null and ${series.archivedAt} is null
)`;

/**
 * That a campaign is being sent, and its organization is there; of the step of a series, that the series
 * is active. The tables of campaigns and organizations are in `from`.
 */
export const isSending: SQL = sql`(
  ${campaigns.status} = 'scheduled' and ${campaigns.startedAt} is not null
  and ${campaigns.pausedAt} is null and ${campaigns.heldAt} is null
  and ${campaigns.cancelledAt} is null and ${organizations.deletedAt} is null
  and (${campaigns.seriesId} is null or exists (
    select from ${series} where ${series.id} = ${campaigns.seriesId} and ${isActive}
  ))
)`;

/** That a row of the queue waits for its turn, or for what becomes of it. */
export const isOpen: SQL = sql`(
  ${campaignSends.sentAt} is null and ${campaignSends.droppedReason} is null
)`;

/** Why a person gets no mail; null for somebody who does. */
export const whyNot: SQL = sql`(case
  when ${subscribers.status} = 'unsubscribed' or ${subscribers.pendingSince} is not null then 'left'
  when ${subscribers.status} <> 'subscribed' or exists (
    select from ${suppressions}
    where ${suppressions.organizationId} = ${subscribers.organizationId}
      and ${suppressions.addressHash} = ${subscribers.addressHash}
  ) then 'suppressed'
end)`;

/** That someone has not left the list of a series since they joined it. Segments are read by the clock. */
export const isStillOnList: SQL = sql`(${series.listId} is null or exists (
  select from ${listSubscriptions}
  where ${listSubscriptions.listId} = ${series.listId}
    and ${listSubscriptions.subscriberId} = ${seriesPeople.subscriberId}
    and ${listSubscriptions.createdAt} <= ${seriesPeople.joinedAt}
))`;

/**
 * Why a person of a series does not get one of its mails: they have left it, or the series was edited
 * since the mail was chosen, unless nobody knows whether they got it. Null for all others, and of
 * campaigns that are no step.
 */
export const whyNotInSeries: SQL = sql`(
  select case
    when ${seriesPeople.endedAt} is not null or ${seriesPeople.seriesId} is null
      or not ${isStillOnList} then 'left'
    when ${seriesPeople.plan} <> ${series.plan} and ${campaignSends.uncertainAt} is null
      then 'replanned'
  end
  from ${series} left join ${seriesPeople} on ${seriesPeople.seriesId} = ${series.id}
    and ${seriesPeople.subscriberId} = ${campaignSends.subscriberId}
  where ${series.id} = ${campaigns.seriesId}
)`;

/** A select of UUIDs, out of an array. */
export const idsOf = (ids: readonly string[]): SQL =>
  sql`(select value::uuid from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`;

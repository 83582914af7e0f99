import type { SQL } from "drizzle-orm";
import { sql } from "#lib/db/sql.ts";
import { organizations } from "#lib/organizations/schema.ts";
import { campaignSends, campaigns, subscribers, suppressions } from "../schema.ts";

/** That a campaign is being sent, and its organization is there. Both tables are in `from`. */
export const isSending: SQL = sql`(
  ${campaigns.status} = 'scheduled' and ${campaigns.startedAt} is not null
  and ${campaigns.pausedAt} is null and ${campaigns.heldAt} is null
  and ${campaigns.cancelledAt} is null and ${organizations.deletedAt} is null
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

/** A select of UUIDs, out of an array. */
export const idsOf = (ids: readonly string[]): SQL =>
  sql`(select value::uuid from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`;

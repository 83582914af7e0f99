import type { SQL, SQLWrapper } from "drizzle-orm/sql";
import { sql } from "#lib/db/sql.ts";
import type { campaigns } from "../tables/campaigns.ts";

/** What a campaign is doing. The table keeps three values; the rest is in the columns beside it. */
export const campaignStates = [
  "draft",
  "scheduled",
  "sending",
  "paused",
  "held",
  "sent",
  "cancelled",
] as const;

export type CampaignState = (typeof campaignStates)[number];

type Row = Pick<
  typeof campaigns.$inferSelect,
  "status" | "startedAt" | "pausedAt" | "heldAt" | "cancelledAt"
>;

/** The state of a campaign that was read. What it is held for weighs more than that it is paused. */
export function campaignState(row: Row): CampaignState {
  if (row.status === "draft") return "draft";
  // Of one that had started, the queue is being emptied.
  if (row.cancelledAt) return "cancelled";
  if (row.status === "sent") return "sent";
  if (row.heldAt) return "held";
  if (row.pausedAt) return "paused";
  return row.startedAt ? "sending" : "scheduled";
}

type Columns = Readonly<Record<keyof Row, SQLWrapper>>;

/** The same in SQL, of the table or an alias of it. */
export const campaignStateSql = (of: Columns): SQL =>
  sql`case
    when ${of.status} = 'draft' then 'draft'
    when ${of.cancelledAt} is not null then 'cancelled'
    when ${of.status} = 'sent' then 'sent'
    when ${of.heldAt} is not null then 'held'
    when ${of.pausedAt} is not null then 'paused'
    when ${of.startedAt} is not null then 'sending'
    else 'scheduled' end`;

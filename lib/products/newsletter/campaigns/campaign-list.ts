import type { SQL } from "drizzle-orm/sql";
import { keyset, type Window } from "#lib/db/keyset.ts";
import { countOf } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { inTenant } from "#lib/organizations/tenant.ts";
import { campaigns } from "../tables/campaigns.ts";
import { campaignNamed, isCampaign } from "./campaign.ts";
import { type CampaignState, campaignStateSql } from "./state.ts";

/** The campaigns of an organization, newest first. */
export const campaignList = keyset("campaign", campaignNamed);

export interface CampaignFilter {
  /** Part of the subject. */
  search?: string | undefined;
  /** `archived` are those that are put away; without it they are left out. */
  state?: CampaignState | "archived" | undefined;
}

/** How many campaigns there are: all of them, and those that a filter lets through. */
export const campaignCounts = {
  all: countOf(sql`${campaigns} where ${inTenant(campaigns.organizationId)} and ${isCampaign}`),
  matching: countOf(sql`matching_campaign`),
};

/** Common table expressions over `scope`, for a page of `campaignList`. */
export function campaignsOf({ search, state }: CampaignFilter, window: Window): SQL {
  const all = sql`select * from ${campaigns}
    where ${inTenant(campaigns.organizationId)} and ${isCampaign}`;
  const conditions = [sql`(archived_at is not null) = ${state === "archived"}::boolean`];
  if (state && state !== "archived") {
    conditions.push(sql`${campaignStateSql(campaigns)} = ${state}::text`);
  }
  if (search) {
    // No pattern, so nothing that somebody types means more than itself.
    conditions.push(sql`strpos(lower(subject), lower(${search}::text)) > 0`);
  }
  return sql`matching_campaign as (${sql.join([all, ...conditions], sql` and `)}),
    ${campaignList.tables(
      {
        rows: sql`select * from matching_campaign`,
        places: all,
        keys: (campaign) => [campaign.createdAt],
        descending: true,
      },
      window,
    )}`;
}

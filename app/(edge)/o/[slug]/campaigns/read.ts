import * as z from "zod/mini";
import type { Database } from "#lib/db/database.ts";
import { countOf, maybeOf, shape, type ValueOf } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { orNothing, placeQuery, searchText } from "#lib/forms/query.ts";
import type { Scope } from "#lib/organizations/actor.ts";
import { inTenant } from "#lib/organizations/tenant.ts";
import { campaignOf } from "#lib/products/newsletter/campaigns/campaign.ts";
import {
  campaignCounts,
  campaignList,
  campaignsOf,
} from "#lib/products/newsletter/campaigns/campaign-list.ts";
import { campaignStates } from "#lib/products/newsletter/campaigns/state.ts";
import { campaignRuns, lists } from "#lib/products/newsletter/schema.ts";
import { frame, readPage } from "#lib/workspace/frame.ts";

const { row } = campaignList;

const listed = shape({
  ...campaignOf(row).sources,
  /** How many people it goes to; null before it starts. */
  recipients: maybeOf(
    campaignRuns.recipients,
    sql`${campaignRuns} where ${campaignRuns.campaignId} = ${row.id}`,
  ),
});

const page = shape({
  frame,
  counts: shape(campaignCounts),
  lists: countOf(
    sql`${lists} where ${inTenant(lists.organizationId)} and ${lists.archivedAt} is null`,
  ),
  campaigns: campaignList.listed(listed),
});

export type CampaignsPage = ValueOf<typeof page>;
export type CampaignRow = ValueOf<typeof listed>;

export const campaignsQuery = z.object({
  search: searchText,
  state: orNothing(z.enum([...campaignStates, "archived"])),
  ...placeQuery,
});
export type CampaignsQuery = z.output<typeof campaignsQuery>;

const pageSize = 25;

/** The campaigns of an organization, a page at a time, for its members. */
export const getCampaigns = (db: Database, scope: Scope, query: CampaignsQuery) =>
  readPage(db, scope, { with: campaignsOf(query, { ...query, size: pageSize }), page });

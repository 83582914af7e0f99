import type { SQL } from "drizzle-orm";
import { sql } from "#lib/db/sql.ts";
import { campaigns } from "../tables/campaigns.ts";
import { isCampaign } from "./campaign.ts";

/**
 * The common table expression `named` over `acting`: the campaign of an act, locked, so that it is as
 * it is now and neither another member nor a sender changes it before the act does.
 */
export const namedCampaign = (id: string): SQL => sql`named as materialized (
  select campaigns.* from ${campaigns} join acting on acting.id = campaigns.organization_id
  where campaigns.id = ${id}::uuid and not acting.has_left and ${isCampaign}
  for no key update of campaigns
)`;

/** What the audit trail keeps of a campaign that a common table expression has. */
export const ofCampaign = {
  targetType: "campaign",
  organizationId: sql`organization_id`,
  targetId: sql`id`,
  metadata: sql`jsonb_build_object('name', subject)`,
} as const;

import type { Database } from "#lib/db/database.ts";
import { oneOf, shape, type ValueOf } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import type { Scope } from "#lib/organizations/actor.ts";
import { inTenant, tenant } from "#lib/organizations/tenant.ts";
import { campaignNamed, wholeCampaignOf } from "#lib/products/newsletter/campaigns/campaign.ts";
import { letterFrame } from "#lib/products/newsletter/letter/source.ts";
import { campaigns } from "#lib/products/newsletter/schema.ts";
import { joinSettings } from "#lib/products/newsletter/settings/settings.ts";
import { isId } from "#lib/text/storable.ts";
import { frame, readPage } from "#lib/workspace/frame.ts";

const page = shape({
  frame,
  campaign: wholeCampaignOf(campaignNamed("campaign")),
  letter: oneOf(letterFrame, sql`(select) as letter`),
});

export type CampaignPage = ValueOf<typeof page>;

/** A campaign and what its organization adds to it, for members; null when there is none of this id. */
export async function getCampaign(
  db: Database,
  scope: Scope,
  id: string | undefined,
): Promise<CampaignPage | null> {
  if (!isId(id)) return null;
  return readPage(db, scope, {
    with: sql`campaign as (
      select * from ${campaigns}
      where ${inTenant(campaigns.organizationId)} and ${campaigns.id} = ${id}::uuid
    )`,
    page,
    from: sql`cross join campaign ${joinSettings(tenant.organizationId)}`,
  });
}

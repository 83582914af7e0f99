import type { Database } from "#lib/db/database.ts";
import type { Field } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import type { Scope } from "#lib/organizations/actor.ts";
import { inTenant, tenant } from "#lib/organizations/tenant.ts";
import { campaignNamed, isCampaign } from "#lib/products/newsletter/campaigns/campaign.ts";
import { campaigns } from "#lib/products/newsletter/schema.ts";
import { joinSettings } from "#lib/products/newsletter/settings/settings.ts";
import { isId } from "#lib/text/storable.ts";
import { readPage } from "#lib/workspace/frame.ts";

/** The columns of the campaign of `readOneCampaign`. */
export const campaign = campaignNamed("campaign");

/**
 * What a page shows of one campaign and of the settings of its organization, for members; null when there
 * is none of this id.
 */
export async function readOneCampaign<Found>(
  db: Database,
  scope: Scope,
  id: string | undefined,
  page: Field<Found>,
): Promise<Found | null> {
  if (!isId(id)) return null;
  return readPage(db, scope, {
    with: sql`campaign as (
      select * from ${campaigns}
      where ${inTenant(campaigns.organizationId)} and ${campaigns.id} = ${id}::uuid
        and ${isCampaign}
    )`,
    page,
    from: sql`cross join campaign ${joinSettings(tenant.organizationId)}`,
  });
}

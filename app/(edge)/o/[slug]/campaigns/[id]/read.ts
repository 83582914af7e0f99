import type { Database } from "#lib/db/database.ts";
import { oneOf, shape } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import type { Scope } from "#lib/organizations/actor.ts";
import { wholeCampaignOf } from "#lib/products/newsletter/campaigns/campaign.ts";
import { letterFrame } from "#lib/products/newsletter/letter/source.ts";
import { frame } from "#lib/workspace/frame.ts";
import { campaign, readOneCampaign } from "./one-campaign.ts";

const page = shape({
  frame,
  campaign: wholeCampaignOf(campaign),
  letter: oneOf(letterFrame, sql`(select) as letter`),
});

/** A campaign and what its organization adds to it, for members; null when there is none of this id. */
export const getCampaign = (db: Database, scope: Scope, id: string | undefined) =>
  readOneCampaign(db, scope, id, page);

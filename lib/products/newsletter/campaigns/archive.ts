import type { Database } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import type { Acted } from "#lib/organizations/acting.ts";
import type { Actor } from "#lib/organizations/actor.ts";
import { implement } from "#lib/organizations/implement.ts";
import { setArchived } from "../archival.ts";
import { campaigns } from "../tables/campaigns.ts";
import { archiveCampaignAct } from "./acts.ts";
import { ofCampaign } from "./named.ts";

/** Puts a campaign away, or brings it back: it is in no list, and all of it stays as it is. */
export const archiveCampaign = (
  db: Database,
  actor: Actor,
  change: { id: string; isArchived: boolean },
): Promise<Acted> =>
  setArchived(db, actor, change, {
    table: campaigns,
    of: ofCampaign,
    actions: { archive: "campaign.archived", restore: "campaign.unarchived" },
    unless: sql`when target.series_id is not null then 'not_found'
      when target.status = 'scheduled' then 'campaign_running'`,
  });

export const archiving = implement(archiveCampaignAct, {
  refusals: ["campaign_running"],
  run: async ({ db, actor, params: { id }, input }) => ({
    ...(await archiveCampaign(db, actor, { id, ...input })),
    isArchived: input.isArchived,
  }),
});

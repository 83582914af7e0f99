import type { Database } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { type Acted, acting, perform } from "#lib/organizations/acting.ts";
import type { Actor } from "#lib/organizations/actor.ts";
import { audited } from "#lib/organizations/audit.ts";
import { implement } from "#lib/organizations/implement.ts";
import { may } from "#lib/organizations/may.ts";
import { campaigns } from "../tables/campaigns.ts";
import { archiveCampaignAct } from "./acts.ts";
import { namedCampaign, ofCampaign } from "./named.ts";

/** Puts a campaign away, or brings it back: it is in no list, and all of it stays as it is. */
export function archiveCampaign(
  db: Database,
  actor: Actor,
  { id, isArchived }: { id: string; isArchived: boolean },
): Promise<Acted> {
  return perform(
    db,
    sql`
    ${acting(actor)},
    ${namedCampaign(id)},
    verdict as materialized (
      select acting.slug, case
        when not ${may("newsletter.write")} then 'forbidden'
        when named.id is null then 'not_found'
        when (named.archived_at is not null) = ${isArchived}::boolean then 'unchanged'
        when named.status = 'scheduled' then 'campaign_running'
        else 'done'
      end as outcome
      from acting left join named on true where not has_left
    ), changed as (
      update ${campaigns} set archived_at = case when ${isArchived}::boolean then now() end
      from named, verdict
      where campaigns.id = named.id and verdict.outcome = 'done'
      returning campaigns.*
    ), audit as (
      ${audited(actor, {
        ...ofCampaign,
        action: isArchived ? "campaign.archived" : "campaign.unarchived",
        from: sql`changed`,
      })}
    )`,
  );
}

export const archiving = implement(archiveCampaignAct, {
  refusals: ["campaign_running"],
  run: async ({ db, actor, params: { id }, input }) => ({
    ...(await archiveCampaign(db, actor, { id, ...input })),
    isArchived: input.isArchived,
  }),
});

import type { Database } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { type Acted, acting, perform } from "#lib/organizations/acting.ts";
import type { Actor } from "#lib/organizations/actor.ts";
import { audited } from "#lib/organizations/audit.ts";
import { implement } from "#lib/organizations/implement.ts";
import { may } from "#lib/organizations/may.ts";
import { campaigns } from "../tables/campaigns.ts";
import { deleteCampaignAct } from "./acts.ts";
import { namedCampaign, ofCampaign } from "./named.ts";

/** Deletes a draft. What was sent stays: it is archived, since people have it. */
export function deleteCampaign(db: Database, actor: Actor, { id }: { id: string }): Promise<Acted> {
  return perform(
    db,
    sql`
    ${acting(actor)},
    ${namedCampaign(id)},
    verdict as materialized (
      select acting.slug, case
        when not ${may("newsletter.write")} then 'forbidden'
        when named.id is null then 'not_found'
        when named.status <> 'draft' then 'campaign_not_draft'
        else 'done'
      end as outcome
      from acting left join named on true where not has_left
    ), deleted as (
      delete from ${campaigns} using named, verdict
      where campaigns.id = named.id and verdict.outcome = 'done'
      returning campaigns.*
    ), audit as (
      ${audited(actor, { ...ofCampaign, action: "campaign.deleted", from: sql`deleted` })}
    )`,
  );
}

export const deletion = implement(deleteCampaignAct, {
  refusals: ["campaign_not_draft"],
  run: ({ db, actor, params }) => deleteCampaign(db, actor, params),
});

import type { Database } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { type Acted, acting, perform } from "#lib/organizations/acting.ts";
import type { Actor } from "#lib/organizations/actor.ts";
import { audited } from "#lib/organizations/audit.ts";
import { implement } from "#lib/organizations/implement.ts";
import { may } from "#lib/organizations/may.ts";
import { campaignAudience, campaigns } from "../tables/campaigns.ts";
import { duplicateCampaignAct } from "./acts.ts";
import { namedCampaign, ofCampaign } from "./named.ts";

/** What a copy has of the campaign that it is made of: its words, its audience and its options. */
const copied = sql`organization_id, list_id, is_to_list, subject, subject_b, preheader, content,
  problem_count, field_names, bare_fields, is_public, is_tracked, test_share, test_minutes`;

/** Begins a draft with the words and the audience of another campaign. The same id again changes nothing. */
export function duplicateCampaign(
  db: Database,
  actor: Actor,
  { id, newId }: { id: string; newId: string },
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
        when exists (
          select from ${campaigns} where campaigns.id = ${newId}::uuid
            and campaigns.organization_id = acting.id
        ) then 'unchanged'
        else 'done'
      end as outcome
      from acting left join named on true where not has_left
    ), created as (
      insert into ${campaigns} (id, ${copied})
      select ${newId}::uuid, ${copied} from named
      where exists (select from verdict where outcome = 'done')
      returning *
    ), parts as (
      insert into ${campaignAudience}
        (organization_id, campaign_id, list_id, segment_id, is_excluded)
      select created.organization_id, created.id, part.list_id, part.segment_id, part.is_excluded
      from created, named
      join ${campaignAudience} as part on part.campaign_id = named.id
    ), audit as (
      ${audited(actor, { ...ofCampaign, action: "campaign.duplicated", from: sql`created` })}
    )`,
  );
}

export const duplication = implement(duplicateCampaignAct, {
  refusals: [],
  run: async ({ db, actor, params: { id }, newId }) => ({
    ...(await duplicateCampaign(db, actor, { id, newId })),
    id: newId,
  }),
});

import type { Database } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { type Acted, acting, perform } from "#lib/organizations/acting.ts";
import type { Actor } from "#lib/organizations/actor.ts";
import { audited } from "#lib/organizations/audit.ts";
import { implement } from "#lib/organizations/implement.ts";
import { may } from "#lib/organizations/may.ts";
import { lists, segments } from "../tables/audience.ts";
import { campaignAudience, campaigns } from "../tables/campaigns.ts";
import { namedCampaign, ofCampaign } from "./named.ts";
import { changeAudienceAct } from "./send-acts.ts";

export interface AudienceInput {
  lists: readonly string[];
  segments: readonly string[];
  withoutLists: readonly string[];
  withoutSegments: readonly string[];
}

/** Whom a draft goes to: the people of lists and segments, but for those of others. */
export function changeAudience(
  db: Database,
  actor: Actor,
  { id, ...input }: AudienceInput & { id: string },
): Promise<Acted> {
  const rowsOf = (column: string, ids: readonly string[], is_excluded: boolean) =>
    [...new Set(ids)].map((one) => ({ [column]: one, is_excluded }));
  const chosen = [
    ...rowsOf("list_id", input.lists, false),
    ...rowsOf("segment_id", input.segments, false),
    ...rowsOf("list_id", input.withoutLists, true),
    ...rowsOf("segment_id", input.withoutSegments, true),
  ];
  return perform(
    db,
    sql`
    ${acting(actor)},
    ${namedCampaign(id)},
    chosen as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(chosen)}::jsonb)
        as chosen (list_id uuid, segment_id uuid, is_excluded boolean)
    ),
    first_list as (select ${input.lists[0] ?? null}::uuid as id),
    known as (
      select ${lists.id} from ${lists} join acting on acting.id = ${lists.organizationId}
      where ${lists.archivedAt} is null
      union all
      select ${segments.id} from ${segments} join acting on acting.id = ${segments.organizationId}
      where ${segments.archivedAt} is null
    ),
    verdict as materialized (
      select acting.slug, case
        when not ${may("newsletter.write")} then 'forbidden'
        when named.id is null then 'not_found'
        when named.status <> 'draft' then 'campaign_not_draft'
        when not exists (select from chosen where not is_excluded) then 'audience_missing'
        when (select count(*) from chosen)
          > (select count(distinct coalesce(list_id, segment_id)) from chosen) then 'audience_twice'
        when exists (
          select from chosen where coalesce(list_id, segment_id) not in (select id from known)
        ) then 'audience_unknown'
        else 'done'
      end as outcome
      from acting left join named on true where not has_left
    ), changed as (
      update ${campaigns} set list_id = coalesce(first_list.id, campaigns.list_id),
        is_to_list = first_list.id is not null, changed_at = now()
      from named, verdict, first_list
      where campaigns.id = named.id and verdict.outcome = 'done'
      returning campaigns.*
    ), cleared as (
      delete from ${campaignAudience} using changed
      where ${campaignAudience.campaignId} = changed.id
      returning ${campaignAudience.id}
    ), kept as (
      -- The old rows are gone first, so that none is there twice.
      insert into ${campaignAudience}
        (organization_id, campaign_id, list_id, segment_id, is_excluded)
      select changed.organization_id, changed.id, chosen.list_id, chosen.segment_id,
        chosen.is_excluded
      from changed, chosen, (select count(*) from cleared) as cleared
      where chosen.list_id is null or chosen.is_excluded or chosen.list_id <> changed.list_id
    ), audit as (
      ${audited(actor, { ...ofCampaign, action: "campaign.audience_changed", from: sql`changed` })}
    )`,
  );
}

export const audienceChange = implement(changeAudienceAct, {
  refusals: ["campaign_not_draft", "audience_missing", "audience_twice", "audience_unknown"],
  run: ({ db, actor, params: { id }, input }) => changeAudience(db, actor, { id, ...input }),
});

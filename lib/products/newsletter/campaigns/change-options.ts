import type { Database } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { type Acted, acting, perform } from "#lib/organizations/acting.ts";
import type { Actor } from "#lib/organizations/actor.ts";
import { audited } from "#lib/organizations/audit.ts";
import { implement } from "#lib/organizations/implement.ts";
import { may } from "#lib/organizations/may.ts";
import { campaigns } from "../tables/campaigns.ts";
import { changeOptionsAct } from "./acts.ts";
import { namedCampaign, ofCampaign } from "./named.ts";

interface OptionsInput {
  id: string;
  isPublic: boolean;
  isTracked: boolean;
  testShare: number;
  /** 0 when a member decides. */
  testMinutes: number;
}

/**
 * How a campaign is sent and shown. Whether it is in the archive can be changed at any time; all else
 * while it is a draft.
 */
export function changeOptions(
  db: Database,
  actor: Actor,
  { id, isPublic, isTracked, testShare, testMinutes }: OptionsInput,
): Promise<Acted> {
  return perform(
    db,
    sql`
    ${acting(actor)},
    ${namedCampaign(id)},
    asked as materialized (
      select ${isPublic}::boolean as is_public, ${isTracked}::boolean as is_tracked,
        case when named.subject_b is not null then ${testShare}::integer end as test_share,
        case when named.subject_b is not null then nullif(${testMinutes}::integer, 0) end
          as test_minutes
      from named
    ),
    verdict as materialized (
      select acting.slug, case
        when not ${may("newsletter.write")} then 'forbidden'
        when named.id is null then 'not_found'
        when (named.is_public, named.is_tracked, named.test_share, named.test_minutes)
          is not distinct from
          (asked.is_public, asked.is_tracked, asked.test_share, asked.test_minutes) then 'unchanged'
        when named.status <> 'draft' and (named.is_tracked, named.test_share, named.test_minutes)
          is distinct from (asked.is_tracked, asked.test_share, asked.test_minutes)
          then 'campaign_not_draft'
        else 'done'
      end as outcome
      from acting left join named on true left join asked on true where not has_left
    ), changed as (
      update ${campaigns} set is_public = asked.is_public, is_tracked = asked.is_tracked,
        test_share = asked.test_share, test_minutes = asked.test_minutes, changed_at = now()
      from named, asked, verdict
      where campaigns.id = named.id and verdict.outcome = 'done'
      returning campaigns.*
    ), audit as (
      ${audited(actor, { ...ofCampaign, action: "campaign.options_changed", from: sql`changed` })}
    )`,
  );
}

export const optionsChange = implement(changeOptionsAct, {
  refusals: ["campaign_not_draft"],
  run: ({ db, actor, params: { id }, input }) => changeOptions(db, actor, { id, ...input }),
});

import type { Database } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { type Acted, acting, perform } from "#lib/organizations/acting.ts";
import type { Actor } from "#lib/organizations/actor.ts";
import { audited } from "#lib/organizations/audit.ts";
import { implement } from "#lib/organizations/implement.ts";
import { may } from "#lib/organizations/may.ts";
import { namedCampaign, ofCampaign } from "../campaigns/named.ts";
import { isSafeLink } from "../content/link.ts";
import { campaignLinks } from "../tables/campaigns.ts";
import { correctLinkAct } from "./acts.ts";
import { longestTarget, mostCorrections } from "./rules.ts";

interface Correction {
  /** Of the campaign. */
  id: string;
  number: number;
  /** The one that was sent takes the correction back. */
  target: string;
}

/** An https address as a header takes it, the same for everybody; null for any other. */
function readTarget(text: string): string | null {
  const target = URL.parse(text)?.href ?? "";
  const isPlain = /^https:\/\/[\x21-\x7e]+$/.test(target) && !/\{\{|%7b%7b/i.test(target);
  return isPlain && target.length <= longestTarget && isSafeLink(target) ? target : null;
}

/** For owners: changes where a link leads in letters that are out. */
export function correctLink(
  db: Database,
  actor: Actor,
  { id, number, target }: Correction,
): Promise<Acted> {
  return perform(
    db,
    sql`
    ${acting(actor)},
    ${namedCampaign(id)},
    link as materialized (
      select ${campaignLinks}.* from ${campaignLinks} join named on named.id = ${campaignLinks.campaignId}
      where ${campaignLinks.number} = ${number}::integer
      for no key update of campaign_links
    ),
    sought as materialized (
      select case when link.target = ${target}::text then link.target
        else ${readTarget(target)}::text end as target
      from link
    ),
    verdict as materialized (
      select acting.slug, case
        when not ${may("newsletter.correct")} then 'forbidden'
        when named.id is null then 'not_found'
        -- One to write to, or to call, is in the letter as it was written.
        when link.number is null or link.target !~* '^https?:' then 'link_unknown'
        when sought.target is null then 'link_unreadable'
        when coalesce(link.corrected, link.target) = sought.target then 'unchanged'
        when link.corrected is null and (
          select count(*) from ${campaignLinks}
          where ${campaignLinks.organizationId} = acting.id and ${campaignLinks.corrected} is not null
        ) >= ${mostCorrections}::integer then 'too_many_corrections'
        else 'done'
      end as outcome
      from acting left join named on true left join link on true left join sought on true
      where not has_left
    ), changed as (
      update ${campaignLinks} set corrected = nullif(sought.target, link.target)
      from link, sought, verdict
      where ${campaignLinks.campaignId} = link.campaign_id and ${campaignLinks.number} = link.number
        and verdict.outcome = 'done'
      returning 1
    ), audit as (
      ${audited(actor, {
        ...ofCampaign,
        action: "campaign.link_corrected",
        from: sql`(select named.* from named, changed) as corrected`,
      })}
    )`,
  );
}

export const linkCorrection = implement(correctLinkAct, {
  refusals: ["link_unknown", "link_unreadable", "too_many_corrections"],
  run: ({ db, actor, params: { id }, input }) => correctLink(db, actor, { id, ...input }),
});

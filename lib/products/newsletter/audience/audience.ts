import type { SQL, SQLWrapper } from "drizzle-orm/sql";
import { sql } from "#lib/db/sql.ts";
import { campaignAudience, segments } from "../schema.ts";

/** A list or a segment that a campaign goes to, or that it leaves out. */
export interface Chosen {
  listId?: string | undefined;
  segmentId?: string | undefined;
  isExcluded?: boolean | undefined;
}

interface CampaignRow {
  id: SQLWrapper;
  organizationId: SQLWrapper;
  listId: SQLWrapper;
  isToList: SQLWrapper;
}

/**
 * An audience as the functions of the database read it: lists and filters, and those that are left out.
 * Segments are read as they are now.
 * @param chosen a select of `list_id`, `segment_id` and `is_excluded`.
 */
const audienceOf = (organizationId: SQLWrapper, chosen: SQL): SQL => sql`(
  select jsonb_build_object(
    ${audiencePart(sql`not chosen.is_excluded`)},
    'without', jsonb_build_object(${audiencePart(sql`chosen.is_excluded`)})
  )
  from (${chosen}) as chosen
  left join ${segments} on ${segments.organizationId} = ${organizationId}
    and ${segments.id} = chosen.segment_id
)`;

const audiencePart = (isIn: SQL): SQL => sql`
  'lists', coalesce(
    jsonb_agg(chosen.list_id) filter (where chosen.list_id is not null and ${isIn}), '[]'
  ),
  'segments', coalesce(
    jsonb_agg(${segments.filter}) filter (where ${segments.id} is not null and ${isIn}), '[]'
  )`;

/** The audience of a row of `campaigns`, as `jsonb`. */
export const audienceOfCampaign = (campaign: CampaignRow): SQL =>
  audienceOf(
    campaign.organizationId,
    sql`select ${campaign.listId} as list_id, null::uuid as segment_id, false as is_excluded
      where ${campaign.isToList}
      union all
      select ${campaignAudience.listId}, ${campaignAudience.segmentId}, ${campaignAudience.isExcluded}
      from ${campaignAudience} where ${campaignAudience.campaignId} = ${campaign.id}`,
  );

/** The audience of a choice that is not saved, as `jsonb`. @param chosen ids, which are UUIDs. */
export const audienceOfChoice = (organizationId: SQLWrapper, chosen: readonly Chosen[]): SQL => {
  const rows = chosen.map(({ listId, segmentId, isExcluded = false }) => ({
    list_id: listId,
    segment_id: segmentId,
    is_excluded: isExcluded,
  }));
  return audienceOf(
    organizationId,
    sql`select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as chosen (list_id uuid, segment_id uuid, is_excluded boolean)`,
  );
};

interface Page {
  /** The moment up to which people and memberships count: those who join later are not in it. */
  until?: SQL;
  /** The last id that was read. */
  after?: SQL;
  /** How many ids at most; null for all. */
  limit?: SQL;
}

/**
 * For after `from`: the people whom a campaign goes to, as rows of `subscriber_id` in its order. Each is
 * subscribed, has confirmed and is not suppressed. Someone in several lists is there once.
 * @param audience `audienceOfCampaign` or `audienceOfChoice`.
 */
export const audienceSql = (
  organizationId: SQLWrapper,
  audience: SQL,
  { until = sql`now()`, after = sql`null::uuid`, limit = sql`null::bigint` }: Page = {},
): SQL => sql`newsletter_audience(
  ${organizationId}, ${audience}, ${until}, ${after}, ${limit}
) as audience (subscriber_id)`;

/** How many people an audience has. */
export const audienceCount = (organizationId: SQLWrapper, audience: SQL): SQL =>
  sql`newsletter_audience_count(${organizationId}, ${audience}, now())`;

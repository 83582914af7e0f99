import type { SQL } from "drizzle-orm";
import { sql } from "#lib/db/sql.ts";
import { campaignStats } from "../schema.ts";

/** What a sender counts. */
type Counted = "sent" | "bounced" | "uncertain";

/**
 * Adds to the figures of campaigns, for a common table expression.
 * @param from what stands after `from`: rows of `campaign_id` and `organization_id`, one for each that
 *   is counted. In a shard by chance, so that those who count at once seldom wait for one row.
 */
export const counted = (what: Counted, from: SQL): SQL => {
  const column = sql.identifier(what);
  return sql`
    insert into ${campaignStats} (campaign_id, organization_id, hour, shard, ${column})
    select campaign_id, organization_id, date_trunc('hour', now(), 'UTC'),
      floor(random() * 8)::integer, count(*)::integer
    from ${from} group by campaign_id, organization_id
    on conflict (campaign_id, hour, shard)
    do update set ${column} = ${campaignStats}.${column} + excluded.${column}`;
};

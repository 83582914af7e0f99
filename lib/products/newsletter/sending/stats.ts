import type { SQL } from "drizzle-orm";
import { sql } from "#lib/db/sql.ts";
import { campaignStats } from "../schema.ts";

/** What is counted of a mail. */
type Counted = "sent" | "bounced" | "returned" | "complained" | "uncertain";

/**
 * Adds to the figures of campaigns, for a common table expression.
 * @param from what stands after `from`: rows of `campaign_id` and `organization_id`, one for each that
 *   is counted. In a shard by chance, so that those who count at once seldom wait for one row.
 */
export const counted = (what: Counted, from: SQL): SQL =>
  countedSums([what], sql`(select *, 1 as ${sql.identifier(what)} from ${from}) as one`);

/**
 * The same for several figures at once.
 * @param from rows of `campaign_id`, `organization_id` and a number for each of the figures.
 */
export const countedSums = (figures: readonly Counted[], from: SQL): SQL => {
  const listed = (item: (column: SQL) => SQL) =>
    sql.join(
      figures.map((figure) => item(sql`${sql.identifier(figure)}`)),
      sql`, `,
    );
  return sql`
    insert into ${campaignStats} (campaign_id, organization_id, hour, shard, ${listed((one) => one)})
    select campaign_id, organization_id, date_trunc('hour', now(), 'UTC'),
      floor(random() * 8)::integer, ${listed((one) => sql`sum(${one})::integer`)}
    from ${from} group by campaign_id, organization_id
    on conflict (campaign_id, hour, shard)
    do update set ${listed((one) => sql`${one} = ${campaignStats}.${one} + excluded.${one}`)}`;
};

import { type SQL, sql } from "drizzle-orm";
import { apiUsage, usageHours } from "#lib/billing/schema.ts";

/**
 * A subquery over `scope`: a JSON array of the credits used on each day (UTC) from the day of `start`
 * until today, those without use among them. Hours that are sealed are added up from there, so it
 * does not count calls that are long past.
 */
export const usageByDay = (start: SQL): SQL => sql`(
  select coalesce(json_agg(json_build_object('day', day, 'credits', coalesce(credits, 0)) order by day), '[]')
  from generate_series(date_trunc('day', ${start}, 'UTC'), now(), interval '1 day') as day
  left join (
    select date_trunc('day', at, 'UTC') as day, sum(credits_used)::bigint as credits
    from (
      select hour as at, credits_used from ${usageHours}
      where organization_id = scope.organization_id and hour >= ${start}
      union all
      select created_at, credits_used from ${apiUsage}
      where organization_id = scope.organization_id and created_at >= greatest(${start}, (
        select max(hour) + interval '1 hour' from ${usageHours}
        where organization_id = scope.organization_id
      ))
    ) as used
    group by 1
  ) as days using (day)
)`;

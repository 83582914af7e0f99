import { sql } from "drizzle-orm";
import * as z from "zod/mini";
import { balanceRow } from "#lib/billing/metering/balance.ts";
import { balance } from "#lib/billing/metering/lateral.ts";
import { apiUsage, currentSubscriptions, plans, usageHours } from "#lib/billing/schema.ts";
import type { Database } from "#lib/db/database.ts";
import { moment } from "#lib/db/moment.ts";
import { apiKeys } from "#lib/organizations/schema.ts";
import type { Scope } from "#lib/organizations/scope.ts";
import { frame, framed, readPage } from "#lib/workspace/frame.ts";
import { usageByDay } from "#lib/workspace/reads/usage-by-day.ts";

const usage = z.object({
  frame,
  plan: z.object({ slug: z.string(), name: z.string() }),
  balance: balanceRow,
  /** Credits used on each day (UTC) of the period until today. */
  days: z.array(z.object({ day: moment, credits: z.number() })),
  /** Credits used in each of the last twelve calendar months (UTC), this one last. */
  months: z.array(z.object({ month: moment, credits: z.number() })),
  /** Who used the credits of the period, most first, the first 20; without a name, no key did. */
  keys: z.array(
    z.object({
      id: z.nullable(z.string()),
      name: z.nullable(z.string()),
      prefix: z.nullable(z.string()),
      calls: z.number(),
      credits: z.number(),
    }),
  ),
});

export type Usage = z.output<typeof usage>;

/** What the usage page of an organization shows, in one statement; null when the scope finds none. */
export async function getUsage(db: Database, scope: Scope): Promise<Usage | null> {
  const statement = sql`
    with ${framed(scope)}
    select json_build_object(
      'frame', framed.frame,
      'plan', json_build_object('slug', ${plans.slug}, 'name', ${plans.name}),
      'balance', to_jsonb(balance),
      'days', ${usageByDay(sql`balance.period_start`)},
      'months', (
        select json_agg(json_build_object('month', month, 'credits', coalesce(credits, 0)) order by month)
        from generate_series(
          date_trunc('month', now() at time zone 'UTC') - interval '11 months',
          date_trunc('month', now() at time zone 'UTC'), interval '1 month'
        ) as calendar (start)
        cross join lateral (select start at time zone 'UTC' as month) as utc
        left join (
          select date_trunc('month', at, 'UTC') as month, sum(credits_used)::bigint as credits
          from (
            select hour as at, credits_used from ${usageHours}
            where organization_id = scope.organization_id and hour >= now() - interval '13 months'
            union all
            select created_at, credits_used from ${apiUsage}
            where organization_id = scope.organization_id and created_at >= coalesce((
              select max(hour) + interval '1 hour' from ${usageHours}
              where organization_id = scope.organization_id
            ), now() - interval '13 months')
          ) as used
          group by 1
        ) as sums using (month)
      ),
      'keys', (
        select coalesce(json_agg(json_build_object(
          'id', api_key_id, 'name', name, 'prefix', prefix, 'calls', calls, 'credits', credits
        ) order by credits desc, api_key_id), '[]')
        from (
          select api_key_id, key.name, key.prefix, count(*) as calls,
            sum(credits_used)::bigint as credits
          from ${apiUsage}
          left join ${apiKeys} as key on key.id::text = api_key_id
            and key.organization_id = scope.organization_id
          where api_usage.organization_id = scope.organization_id
            and api_usage.created_at >= balance.period_start
          group by 1, 2, 3 order by credits desc limit 20
        ) as spenders
      )
    ) as page
    from scope
    cross join framed
    join ${currentSubscriptions}
      on ${currentSubscriptions.organizationId} = scope.organization_id
    join ${plans} on ${plans.id} = ${currentSubscriptions.planId}
    cross join ${balance}`;
  return readPage(db, statement, usage);
}

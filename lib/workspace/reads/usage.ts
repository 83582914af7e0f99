import { sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import * as z from "zod/mini";
import { balanceRow } from "#lib/billing/metering/balance.ts";
import { balance, balanced } from "#lib/billing/metering/lateral.ts";
import { apiUsage, usageHours } from "#lib/billing/metering/schema.ts";
import { planInForce } from "#lib/billing/plan-in-force.ts";
import { plans } from "#lib/billing/schema.ts";
import type { Database } from "#lib/db/database.ts";
import { momentJson } from "#lib/db/moment.ts";
import { rowsOf } from "#lib/db/row.ts";
import { field, listOf, shape, type ValueOf } from "#lib/db/shape.ts";
import { apiKeys } from "#lib/organizations/schema.ts";
import type { Scope } from "#lib/organizations/scope.ts";
import { tenant } from "#lib/organizations/tenant.ts";
import { frame, readPage } from "#lib/workspace/frame.ts";
import { usageByDay } from "#lib/workspace/reads/usage-by-day.ts";

/** Credits used in each of the last twelve calendar months (UTC), this one last. */
const usageByMonth = listOf(
  shape({
    month: field(momentJson, sql`utc.month`),
    credits: field(z.number(), sql`coalesce(sums.credits, 0)`),
  }),
  {
    from: sql`generate_series(
        date_trunc('month', now() at time zone 'UTC') - interval '11 months',
        date_trunc('month', now() at time zone 'UTC'), interval '1 month'
      ) as calendar (start)
      cross join lateral (select calendar.start at time zone 'UTC' as month) as utc
      left join (
        select date_trunc('month', used.at, 'UTC') as month, sum(used.credits)::bigint as credits
        from (
          select ${usageHours.hour} as at, ${usageHours.creditsUsed} as credits from ${usageHours}
          where ${usageHours.organizationId} = ${tenant.organizationId}
            and ${usageHours.hour} >= now() - interval '13 months'
          union all
          select ${apiUsage.createdAt}, ${apiUsage.creditsUsed} from ${apiUsage}
          where ${apiUsage.organizationId} = ${tenant.organizationId}
            and ${apiUsage.createdAt} >= coalesce((
              select max(${usageHours.hour}) + interval '1 hour' from ${usageHours}
              where ${usageHours.organizationId} = ${tenant.organizationId}
            ), now() - interval '13 months')
        ) as used
        group by 1
      ) as sums on sums.month = utc.month`,
    order: sql`utc.month`,
  },
);

const key = alias(apiKeys, "key");
const spenders = rowsOf({
  id: apiUsage.apiKeyId,
  name: field(z.nullable(z.string()), key.name),
  prefix: field(z.nullable(z.string()), key.prefix),
  calls: field(z.number(), sql`count(*)`),
  credits: field(z.number(), sql`sum(${apiUsage.creditsUsed})::bigint`),
});
const spender = spenders.of("spender");

const usage = shape({
  frame,
  plan: shape({ slug: plans.slug, name: plans.name }),
  balance: field(balanceRow, sql`to_jsonb(balance)`),
  /** Credits used on each day (UTC) of the period until today. */
  days: usageByDay,
  months: usageByMonth,
  /** Who used the credits of the period, most first, the first 20; without a name, no key did. */
  keys: listOf(shape(spender), {
    from: sql`(
      select ${spenders.columns} from ${apiUsage}
      left join ${apiKeys} as ${key} on ${key.id}::text = ${apiUsage.apiKeyId}
        and ${key.organizationId} = ${tenant.organizationId}
      where ${apiUsage.organizationId} = ${tenant.organizationId}
        and ${apiUsage.createdAt} >= ${balanced.periodStart}
      group by 1, 2, 3 order by credits desc limit 20
    ) as spender`,
    order: sql`${spender.credits} desc, ${spender.id}`,
  }),
});

export type Usage = ValueOf<typeof usage>;

/** What the usage page of an organization shows, in one statement; null when the scope finds none. */
export async function getUsage(db: Database, scope: Scope): Promise<Usage | null> {
  return readPage(db, scope, {
    page: usage,
    from: sql`${planInForce(tenant.organizationId)} cross join ${balance}`,
  });
}

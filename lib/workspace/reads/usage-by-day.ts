import { sql } from "drizzle-orm";
import * as z from "zod/mini";
import { balanced } from "#lib/billing/metering/lateral.ts";
import { apiUsage, usageHours } from "#lib/billing/metering/schema.ts";
import { momentJson } from "#lib/db/moment.ts";
import { rowNamed } from "#lib/db/row.ts";
import { field, listOf, shape } from "#lib/db/shape.ts";
import { tenant } from "#lib/organizations/tenant.ts";

const days = rowNamed("days", { day: momentJson, credits: z.nullable(z.number()) });
const start = balanced.periodStart;

/**
 * The credits used on each day (UTC) of the period until today, those without use among them. Hours
 * that are sealed are added up from there, so it does not count calls that are long past.
 */
export const usageByDay = listOf(
  shape({
    day: field(momentJson, sql`calendar.day`),
    credits: field(z.number(), sql`coalesce(${days.credits}, 0)`),
  }),
  {
    from: sql`generate_series(date_trunc('day', ${start}, 'UTC'), now(), interval '1 day')
      as calendar (day)
      left join (
        select date_trunc('day', used.at, 'UTC') as day, sum(used.credits)::bigint as credits
        from (
          select ${usageHours.hour} as at, ${usageHours.creditsUsed} as credits from ${usageHours}
          where ${usageHours.organizationId} = ${tenant.organizationId}
            and ${usageHours.hour} >= ${start}
          union all
          select ${apiUsage.createdAt}, ${apiUsage.creditsUsed} from ${apiUsage}
          where ${apiUsage.organizationId} = ${tenant.organizationId}
            and ${apiUsage.createdAt} >= greatest(${start}, (
              select max(${usageHours.hour}) + interval '1 hour' from ${usageHours}
              where ${usageHours.organizationId} = ${tenant.organizationId}
            ))
        ) as used
        group by 1
      ) as days on ${days.day} = calendar.day`,
    order: sql`calendar.day`,
  },
);

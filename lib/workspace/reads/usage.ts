import { alias } from "drizzle-orm/pg-core";
import * as z from "zod/mini";
import { balanceRow } from "#lib/billing/metering/balance.ts";
import { balance, balanced } from "#lib/billing/metering/balance-columns.ts";
import { planInForce } from "#lib/billing/plan-in-force.ts";
import { plans } from "#lib/billing/schema.ts";
import type { Database } from "#lib/db/database.ts";
import { momentJson } from "#lib/db/moment.ts";
import { rowNamed, rowsOf } from "#lib/db/row.ts";
import { field, listOf, shape, type ValueOf } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import type { Scope } from "#lib/organizations/actor.ts";
import { apiKeys } from "#lib/organizations/schema.ts";
import { tenant } from "#lib/organizations/tenant.ts";
import { frame, readPage } from "#lib/workspace/frame.ts";
import { usageByDay } from "#lib/workspace/reads/usage-by-day.ts";

const month = rowNamed("month", { starts: momentJson, credits: z.number() });

/** Credits used in each of the last twelve calendar months (UTC), this one last. */
const usageByMonth = listOf(shape({ month: month.starts, credits: month.credits }), {
  from: sql`usage_by_calendar(
      ${tenant.organizationId}, 'month', months_after(date_trunc('month', now(), 'UTC'), -11)
    ) as month`,
  order: sql`${month.starts}`,
});

const used = rowNamed("used", {
  apiKeyId: z.nullable(z.string()),
  calls: z.number(),
  credits: z.number(),
});
const key = alias(apiKeys, "key");
const spenders = rowsOf({
  id: used.apiKeyId,
  name: field(z.nullable(z.string()), key.name),
  prefix: field(z.nullable(z.string()), key.prefix),
  calls: used.calls,
  credits: used.credits,
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
      select ${spenders.columns}
      from (
        select * from usage_by_key(${tenant.organizationId}, ${balanced.periodStart})
        order by credits desc, api_key_id limit 20
      ) as used
      left join ${apiKeys} as ${key} on ${key.organizationId} = ${tenant.organizationId}
        and ${key.id} = case when pg_input_is_valid(${used.apiKeyId}, 'uuid')
          then ${used.apiKeyId}::uuid end
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

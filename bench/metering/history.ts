import { sql } from "drizzle-orm";
import { type Database, rows } from "#lib/db/database.ts";

export const organizationCount = 1_000;

/** Days that the history goes back, so that a month has as many hours to add up as it can have. */
const days = 30;

/**
 * A thousand organizations with a history of `usage` rows of one credit each, spread evenly over 30
 * days, and every hour of it sealed that has ended. The sums that each row carries are its number.
 * @returns the ids of the organizations.
 */
export async function makeHistory(db: Database, usage: number): Promise<string[]> {
  const each = Math.round(usage / organizationCount);
  // Enough for whatever is spent while it is measured.
  await db.execute(sql`update plans set monthly_credits = 1000000000 where slug = 'free'`);
  const ids = await rows(
    db,
    sql`insert into organizations (slug, name)
      select 'tenant-' || n, 'Tenant' from generate_series(1, ${organizationCount}::integer) as n
      returning id::text`,
    ({ id }) => String(id),
  );
  // Looking up each row's organization would take longer than all the rest.
  const key = sql`constraint api_usage_organization_id_organizations_id_fk`;
  await db.execute(sql`alter table api_usage drop ${key}`);
  const step = sql`(${days}::integer * interval '1 day' / ${each}::integer)`;
  for (let first = 0; first < ids.length; first += 100) {
    const some = JSON.stringify(ids.slice(first, first + 100));
    await db.execute(sql`
      insert into api_usage (organization_id, credits_used, created_at, total_used, total_calls)
      select value::uuid, 1, now() - ${step} * (${each}::integer - n), n, n
      from jsonb_array_elements_text(${some}::jsonb),
        generate_series(1, ${each}::integer) as n`);
  }
  await db.execute(sql`alter table api_usage add ${key}
    foreign key (organization_id) references organizations (id) on delete cascade`);
  await db.execute(sql`
    insert into usage_hours (organization_id, hour, credits_used, calls)
    select organization_id, date_trunc('hour', created_at, 'UTC') as hour, sum(credits_used), count(*)
    from api_usage
    where created_at < date_trunc('hour', now() - interval '5 minutes', 'UTC')
    group by 1, 2`);
  await db.execute(sql`vacuum (analyze) api_usage`);
  await db.execute(sql`vacuum (analyze) usage_hours`);
  await db.execute(sql`vacuum (analyze) organizations`);
  return ids;
}

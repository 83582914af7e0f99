import { sql } from "drizzle-orm";
import { spendCredits } from "#lib/billing/metering/spend.ts";
import type { Database } from "#lib/db/database.ts";

/** One act upon one organization. */
export type Way = (db: Database, organizationId: string) => Promise<unknown>;

/** What spending and reading cost, beside other ways to know what was used this month. */
export const reading = {
  spend: (db, organizationId) => spendCredits(db, { organizationId }, { credits: 1 }),
  balance: (db, organizationId) =>
    db.execute(
      sql`select to_jsonb(balance) from usage_balance(${organizationId}::uuid) as balance`,
    ),
  "hours, and rows after": (db, organizationId) =>
    db.execute(sql`
      select (
        select sum(credits_used) from usage_hours
        where organization_id = ${organizationId}::uuid and hour >= date_trunc('month', now(), 'UTC')
      ) + (
        select sum(credits_used) from api_usage
        where organization_id = ${organizationId}::uuid
          and created_at >= greatest(date_trunc('month', now(), 'UTC'), (
            select max(hour) + interval '1 hour' from usage_hours
            where organization_id = ${organizationId}::uuid
          ))
      )`),
  "plain sum": (db, organizationId) =>
    db.execute(sql`
      select sum(credits_used) from api_usage
      where organization_id = ${organizationId}::uuid
        and created_at >= date_trunc('month', now(), 'UTC')`),
} satisfies Record<string, Way>;

/** Takes the lock that spending takes, and does nothing with it. */
const lock: Way = (db, organizationId) =>
  db.execute(sql`select from organizations where id = ${organizationId}::uuid for no key update`);

/** As many columns and indexes as a row of usage has, and nobody who looks. */
export const bareTable = sql`
  create table bare_usage (like api_usage including all,
    foreign key (organization_id) references organizations (id))`;

const insert: Way = (db, organizationId) =>
  db.execute(sql`
    insert into bare_usage (organization_id, credits_used, total_used, total_calls)
    values (${organizationId}::uuid, 1, 1, 1) returning id`);

/** Each pair is one thing and the least that it could cost. */
export const pairs = [
  { name: "one organization", organizations: 1, spend: reading.spend, least: lock, aim: 0.5 },
  {
    name: "1,000 organizations",
    organizations: 1_000,
    spend: reading.spend,
    least: insert,
    aim: 0.65,
  },
];

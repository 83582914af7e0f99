import * as z from "zod/mini";
import { apiUsage, usageWarnings } from "#lib/billing/metering/schema.ts";
import { inHalves } from "#lib/cron/halves.ts";
import { type Database, rows } from "#lib/db/database.ts";
import { isStatementError } from "#lib/db/errors.ts";
import { momentJson } from "#lib/db/moment.ts";
import { readOne } from "#lib/db/read.ts";
import { rowNamed } from "#lib/db/row.ts";
import { countOf, field, maybeOf, shape, type ValueOf } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { user } from "#lib/identity/schema.ts";
import { reportFailure } from "#lib/log/report.ts";
import { enqueued } from "#lib/mail/enqueue.ts";
import { memberships, organizations } from "#lib/organizations/schema.ts";

const standing = rowNamed("standing", {
  used: z.number(),
  total: z.number(),
  periodEnd: momentJson,
});

const warned = shape({
  /** How many organizations were warned now. */
  warned: countOf(sql`news`),
  /** Of the one that was asked for: while more is left, there is nothing to warn of in the period. */
  quietAbove: maybeOf(
    field(
      z.number(),
      sql`case
        when ${standing.used} * 100 < ${standing.total} * 80
          then floor(${standing.total} * 0.2)::bigint
        when ${standing.used} < ${standing.total} then 0 else -1
      end`,
    ),
    sql`standing where is_asked`,
  ),
  periodEnd: maybeOf(standing.periodEnd, sql`standing where is_asked`),
});

/**
 * Writes to the owners of organizations that have used 80 or 100 % of the credits of their period,
 * once for each: the warning is kept by the same statement that puts the mail into the outbox.
 * @param usageId of what an organization has just used, to look at that one.
 * @param organizationIds of those to look at, where there is no such use.
 * @param appUrl where people reach the app.
 */
export async function warnOfUsage(
  db: Database,
  {
    usageId,
    organizationIds = [],
    appUrl,
  }: { usageId?: string; organizationIds?: string[]; appUrl: string },
): Promise<ValueOf<typeof warned>> {
  const chosen =
    usageId === undefined
      ? sql`organizations.id in (
          select id::uuid from jsonb_array_elements_text(${JSON.stringify(organizationIds)}::jsonb) as asked (id)
        )`
      : sql`organizations.id = (select organization_id from ${apiUsage} where id = ${usageId}::uuid)`;
  const ctes = sql`
    standing as (
      select organizations.id, organizations.name, organizations.slug, balance.period_start,
        balance.period_end, balance.used, balance.total,
        ${usageId !== undefined}::boolean as is_asked
      from ${organizations} cross join lateral usage_balance(organizations.id) as balance
      where organizations.deleted_at is null and ${chosen}
    ),
    reached as (
      insert into ${usageWarnings} (organization_id, period_start, percent)
      select id, period_start, percent
      from standing, (values (80), (100)) as level (percent)
      where used > 0 and used * 100 >= total * percent
      on conflict do nothing
      returning organization_id, percent
    ),
    news as (
      select standing.*, percent
      from (select organization_id, max(percent) as percent from reached group by 1) as highest
      join standing on standing.id = highest.organization_id
    ),
    letters as (
      select ${user.email} as email, news.*
      from news
      join ${memberships} on ${memberships.organizationId} = news.id
        and ${memberships.role} = 'owner' and ${memberships.deletedAt} is null
      join ${user} on ${user.id} = ${memberships.userId}
      where ${user.email} is not null and ${user.deletedAt} is null
    ),
    mailed as (${enqueued({
      template: "usage-warning",
      from: sql`letters`,
      recipient: sql`email`,
      props: sql`jsonb_build_object(
        'organization', name, 'percent', percent, 'used', used, 'total', total,
        'renewsAt', period_end, 'link', ${`${appUrl}/o/`}::text || slug || '/usage'
      )`,
    })})`;
  const answer = await readOne(db, warned, { with: ctes });
  if (!answer) throw new Error("The statement of warnings answered no row");
  return answer;
}

const batchSize = 500;

/**
 * Warns every organization that used something in the last two days and was not warned when it did. One
 * that cannot be looked at is reported, and keeps no other from its warning.
 * @returns how many were warned, and how many could not be looked at.
 */
export async function warnAll(
  db: Database,
  { appUrl, signal }: { appUrl: string; signal?: AbortSignal },
): Promise<{ warned: number; failedWarnings: number }> {
  const total = { warned: 0, failedWarnings: 0 };
  for (let after: string | null = null; ; ) {
    const ids: string[] = await recentSpenders(db, after);
    await inHalves(ids, {
      async run(organizationIds) {
        total.warned += (await warnOfUsage(db, { organizationIds, appUrl })).warned;
      },
      isOfOne: isStatementError,
      refused(organizationId, error) {
        total.failedWarnings++;
        reportFailure("organization_not_warned", error, { organizationId });
      },
    });
    after = ids.at(-1) ?? null;
    if (ids.length < batchSize || signal?.aborted) return total;
  }
}

const recentSpenders = (db: Database, after: string | null): Promise<string[]> =>
  rows(
    db,
    sql`
      select id::text from ${organizations}
      where deleted_at is null and (${after}::uuid is null or id > ${after}::uuid) and exists (
        select from ${apiUsage}
        where organization_id = organizations.id and created_at > now() - interval '2 days'
      )
      order by organizations.id limit ${batchSize}::integer`,
    (row) => String(row.id),
  );

/** What this instance knows by now of organizations that spend, so as not to ask after every spend. */
const quiet = new Map<string, { above: number; until: number }>();
const most = 10_000;

/**
 * Whether an organization that has spent has too many credits left to be warned, as far as this instance
 * knows: then nothing has to be asked.
 * @param tenant that spent, under any name that is always the same.
 */
export function isFarFromWarning(tenant: string, left: number): boolean {
  const known = quiet.get(tenant);
  return known !== undefined && left > known.above && Date.now() < known.until;
}

/**
 * Warns after a spend, when so few credits are left that there may be something to warn of.
 * @param tenant as for `isFarFromWarning`.
 * @returns whether there is mail to send.
 */
export async function warnAfterSpending(
  db: Database,
  {
    tenant,
    usageId,
    left,
    appUrl,
  }: { tenant: string; usageId: string; left: number; appUrl: string },
): Promise<boolean> {
  if (isFarFromWarning(tenant, left)) return false;
  const { warned, quietAbove, periodEnd } = await warnOfUsage(db, { usageId, appUrl });
  if (quiet.size >= most) quiet.clear();
  if (quietAbove !== null && periodEnd) {
    quiet.set(tenant, { above: quietAbove, until: periodEnd.getTime() });
  }
  return warned > 0;
}

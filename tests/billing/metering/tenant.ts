import { eq, sql } from "drizzle-orm";
import * as z from "zod/mini";
import { apiUsage, creditGrants, plans, subscriptions } from "#drizzle/tables.ts";
import { type Balance, balanceRow } from "#lib/billing/metering/balance.ts";
import { rows } from "#lib/db/database.ts";
import type { DrizzleDatabase } from "#lib/db/drizzle.ts";
import { momentJson } from "#lib/db/moment.ts";
import { makeTenant } from "#tests/tenant.ts";

export const day = 86_400_000;
export const hour = 3_600_000;

/** An organization on the free plan, which includes 1,000 credits a month, with one member. */
export async function newTenant(db: DrizzleDatabase) {
  const id = crypto.randomUUID();
  const { slug } = await makeTenant(db, { id, first: { id, name: "Ada", role: "member" } });

  /** Rows of usage, oldest first. */
  const usage = () =>
    db.select().from(apiUsage).where(eq(apiUsage.organizationId, id)).orderBy(apiUsage.createdAt);
  const grants = () =>
    db
      .select()
      .from(creditGrants)
      .where(eq(creditGrants.organizationId, id))
      .orderBy(creditGrants.createdAt);
  const grant = async (credits: number, expiresAt: Date | null = null) => {
    const [row] = await db
      .insert(creditGrants)
      .values({ organizationId: id, credits, expiresAt })
      .returning({ id: creditGrants.id });
    return row?.id ?? "";
  };
  const subscribe = async (values: Partial<typeof subscriptions.$inferInsert> = {}) => {
    const [pro] = await db.select().from(plans).where(eq(plans.slug, "pro"));
    await db
      .insert(subscriptions)
      .values({ organizationId: id, planId: pro?.id ?? "", status: "active", ...values });
  };
  return { id, slug, scope: { slug, userId: id }, usage, grants, grant, subscribe };
}

/** The balance as it is, or would be at a moment after the last row. */
export async function balanceAt(
  db: DrizzleDatabase,
  id: string,
  moment = new Date(),
): Promise<Balance> {
  const statement = sql`select to_jsonb(balance) as balance
    from usage_balance(${id}::uuid, ${moment.toISOString()}::timestamptz) as balance`;
  const [found] = await rows(db, statement, (row) => z.parse(balanceRow, row.balance));
  if (!found) throw new Error("no balance");
  return found;
}

const used = { calls: z.number(), credits: z.number() };
const sums = z.object({
  days: z.array(z.object({ starts: momentJson, ...used })),
  months: z.array(z.object({ starts: momentJson, ...used })),
  keys: z.array(z.object({ apiKeyId: z.nullable(z.string()), ...used })),
});

/** What pages tell of a period since its start, as they do at a moment. */
export async function sumsAt(db: DrizzleDatabase, id: string, start: Date, moment: Date) {
  const at = sql`${moment.toISOString()}::timestamptz`;
  const since = sql`${start.toISOString()}::timestamptz`;
  const statement = sql`select jsonb_build_object(
      'days', (
        select jsonb_agg(day order by starts)
        from usage_by_calendar(${id}::uuid, 'day', ${since}, ${at}) as day
      ),
      'months', (
        select jsonb_agg(month order by starts) from usage_by_calendar(
          ${id}::uuid, 'month', months_after(date_trunc('month', ${at}, 'UTC'), -11), ${at}) as month
      ),
      'keys', (
        select coalesce(jsonb_agg(jsonb_build_object(
          'apiKeyId', api_key_id, 'calls', calls, 'credits', credits
        ) order by api_key_id nulls last), '[]')
        from usage_by_key(${id}::uuid, ${since})
      )
    ) as sums`;
  const [found] = await rows(db, statement, (row) => z.parse(sums, row.sums));
  return found;
}

/** Spends as if at a moment, which cannot be before the last row. */
export async function spendAt(
  db: DrizzleDatabase,
  id: string,
  credits: number,
  moment: Date,
  key: string | null = null,
) {
  const statement = sql`select spend_credits(
      ${id}::uuid, ${credits}::bigint, ${key}::text, null, ${moment.toISOString()}::timestamptz
    ) ->> 'outcome' as outcome`;
  const [outcome] = await rows(db, statement, (row) => String(row.outcome));
  return outcome;
}

/** Seals every organization as if at a moment, in batches of two. */
export async function sealAt(db: DrizzleDatabase, moment: Date, first: string | null = null) {
  let after = first;
  do {
    const statement = sql`select seal_usage_hours(
        ${after}::uuid, 2, ${moment.toISOString()}::timestamptz
      ) ->> 'next' as next`;
    const [next] = await rows(db, statement, (row) => z.parse(z.nullable(z.string()), row.next));
    after = next ?? null;
  } while (after);
}

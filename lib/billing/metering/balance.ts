import { type SQL, sql } from "drizzle-orm";
import * as z from "zod/mini";
import { currentSubscriptions } from "#lib/billing/schema.ts";
import { type ReadDatabase, rows } from "#lib/db/database.ts";
import { organizations } from "#lib/organizations/schema.ts";
import { type Scope, scoped } from "#lib/organizations/scope.ts";

/**
 * A lateral join that adds `balance`, as `usage_balance` in the database gives it, to a row of
 * `current_subscriptions`.
 */
export const balance: SQL = sql`lateral usage_balance(${currentSubscriptions.organizationId}) as balance`;

const moment = z.pipe(
  z.string(),
  z.transform((text) => new Date(text)),
);

/** A row of `usage_balance` as JSON. */
export const balanceRow = z.pipe(
  z.object({
    period_start: moment,
    period_end: moment,
    included: z.number(),
    used: z.number(),
    total: z.number(),
    credits_left: z.number(),
    owed_since: z.nullable(moment),
    is_read_only: z.boolean(),
  }),
  z.transform((row) => ({
    /** In the period, whoever gave them. */
    used: row.used,
    /** What can be spent now: what is left of the plan's and of the grants that have not expired. */
    left: row.credits_left,
    /** The plan's, and what grants gave in the period or can still give. */
    total: row.total,
    /** What the plan gives for a period. */
    included: row.included,
    period: { start: row.period_start, end: row.period_end },
    /** Since when a payment is owed. After 7 days nothing can be spent (`isReadOnly`). */
    owedSince: row.owed_since,
    isReadOnly: row.is_read_only,
  })),
);

/** What an organization has and has used in the period, in credits. */
export type Balance = z.output<typeof balanceRow>;

/** The balance of an organization for its members, in one statement; null when the scope finds none. */
export async function getBalance(db: ReadDatabase, scope: Scope): Promise<Balance | null> {
  const statement = sql`
    select to_jsonb(balance) as balance
    from (select ${organizations.id} from ${scoped(scope)}) as tenant
    cross join lateral usage_balance(tenant.id) as balance`;
  const [found] = await rows(db, statement, (row) => z.parse(balanceRow, row.balance));
  return found ?? null;
}

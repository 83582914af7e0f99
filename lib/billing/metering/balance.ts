import { type SQL, sql } from "drizzle-orm/sql";
import * as z from "zod/mini";
import { type Database, rows } from "#lib/db/database.ts";
import { isLive, type Scope, scoped } from "#lib/organizations/scope.ts";

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
export async function getBalance(db: Database, scope: Scope): Promise<Balance | null> {
  const [found] = await rows(db, sql`select ${balanceOf(scope)} as balance`, (row) =>
    z.parse(z.nullable(balanceRow), row.balance),
  );
  return found ?? null;
}

/** The same for whoever is asking: undefined when their session has ended. */
export async function getViewersBalance(
  db: Database,
  viewer: SQL,
  slug: string,
): Promise<Balance | null | undefined> {
  const scope = { userId: null, viewer, slug };
  const statement = sql`select json_build_object(
    'viewer', ${viewer}, 'balance', ${balanceOf(scope)}
  ) as answer`;
  const [found] = await rows(db, statement, (row) => z.parse(viewersBalance, row.answer));
  return found?.viewer == null ? undefined : found.balance;
}

/**
 * The same for a key that may spend, of its own organization without a slug: undefined when there is
 * no such key.
 */
export async function getKeysBalance(
  db: Database,
  hash: string,
  slug: string,
): Promise<Balance | null | undefined> {
  const scope = { userId: null, key: { hash, needs: "usage" as const }, slug };
  const statement = sql`select json_build_object(
    'key', (select id from api_keys where key_hash = ${hash}::text and ${isLive}),
    'balance', ${balanceOf(scope)}
  ) as answer`;
  const [found] = await rows(db, statement, (row) => z.parse(keysBalance, row.answer));
  return found?.key == null ? undefined : found.balance;
}

const keysBalance = z.object({ key: z.nullable(z.string()), balance: z.nullable(balanceRow) });

const viewersBalance = z.object({
  viewer: z.nullable(z.string()),
  balance: z.nullable(balanceRow),
});

const balanceOf = (scope: Scope): SQL => sql`(
  select to_jsonb(balance)
  from (select organizations.id from ${scoped(scope)}) as tenant
  cross join lateral usage_balance(tenant.id) as balance
)`;

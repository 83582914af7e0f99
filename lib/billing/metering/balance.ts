import type { SQL } from "drizzle-orm/sql";
import * as z from "zod/mini";
import type { Database } from "#lib/db/database.ts";
import { momentJson } from "#lib/db/moment.ts";
import { readOne } from "#lib/db/read.ts";
import { field, maybeOf, shape } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import type { Scope } from "#lib/organizations/actor.ts";
import { isLive, scoped } from "#lib/organizations/scope.ts";

/** A row of `usage_balance` as JSON. */
export const balanceRow = z.pipe(
  z.object({
    period_start: momentJson,
    period_end: momentJson,
    included: z.number(),
    used: z.number(),
    total: z.number(),
    credits_left: z.number(),
    owed_since: z.nullable(momentJson),
    is_read_only: z.boolean(),
  }),
  z.transform((row) => ({
    /** In the period, from the plan and from packs. */
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

const balance = maybeOf(
  field(balanceRow, sql`to_jsonb(balance)`),
  sql`tenant cross join lateral usage_balance(tenant.id) as balance`,
);

/** The common table expression that `balance` reads from. */
const tenantOf = (scope: Scope): SQL =>
  sql`tenant as (select organizations.id from ${scoped(scope)})`;

/** Who asks, of the common table expression `asked`: null when there is nobody with that proof. */
const askersBalance = shape({
  asker: field(z.nullable(z.string()), sql`(select id from asked)`),
  balance,
});

/** The balance of an organization for its members, in one statement; null when the scope finds none. */
export const getBalance = (db: Database, scope: Scope): Promise<Balance | null> =>
  readOne(db, balance, { with: tenantOf(scope) });

/** The same for the current visitor: undefined when their session has ended. */
export async function getViewersBalance(
  db: Database,
  viewer: SQL,
  slug: string,
): Promise<Balance | null | undefined> {
  return balanceFor(db, sql`select ${viewer} as id`, {
    userId: null,
    viewer: sql`(select id from asked)`,
    slug,
  });
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
  const asked = sql`select id from api_keys where key_hash = ${hash}::text and ${isLive}`;
  return balanceFor(db, asked, { userId: null, key: { hash, needs: "usage" }, slug });
}

async function balanceFor(db: Database, asked: SQL, scope: Scope) {
  const found = await readOne(db, askersBalance, {
    with: sql`asked as (${asked}), ${tenantOf(scope)}`,
  });
  return found?.asker == null ? undefined : found.balance;
}

import type { SQL } from "drizzle-orm";
import * as z from "zod/mini";
import { currentSubscriptions } from "#lib/billing/schema.ts";
import { momentJson } from "#lib/db/moment.ts";
import { rowNamed } from "#lib/db/row.ts";
import { sql } from "#lib/db/sql.ts";

/**
 * A lateral join that adds `balance`, as `usage_balance` in the database gives it, to a row of
 * `current_subscriptions`.
 */
export const balance: SQL = sql`lateral usage_balance(${currentSubscriptions.organizationId}) as balance`;

/** Its columns, in credits. */
export const balanced = rowNamed("balance", {
  used: z.number(),
  /** Never below zero. */
  creditsLeft: z.number(),
  total: z.number(),
  periodStart: momentJson,
  periodEnd: momentJson,
});

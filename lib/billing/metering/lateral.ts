import { type SQL, sql } from "drizzle-orm";
import { currentSubscriptions } from "#lib/billing/schema.ts";

/**
 * A lateral join that adds `balance`, as `usage_balance` in the database gives it, to a row of
 * `current_subscriptions`.
 */
export const balance: SQL = sql`lateral usage_balance(${currentSubscriptions.organizationId}) as balance`;

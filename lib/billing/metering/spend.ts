import type { SQL } from "drizzle-orm";
import * as z from "zod/mini";
import { act } from "#lib/db/act.ts";
import { type Database, rows } from "#lib/db/database.ts";
import { momentJson } from "#lib/db/moment.ts";
import { sql } from "#lib/db/sql.ts";
import type { Scope } from "#lib/organizations/actor.ts";
import { memberships, organizations } from "#lib/organizations/schema.ts";
import { scoped } from "#lib/organizations/scope.ts";
import { balanceRow } from "./balance.ts";

/** Who spends: a member, an API key, or a product itself, which answers to nobody. */
export type Spender = Scope | { organizationId: string };

export interface Spending {
  /** A whole number, at least 1. */
  credits: number;
  /** What the act is known by in its organization: the same key spends once, however often it comes. */
  key?: string | undefined;
}

const answer = z.discriminatedUnion("outcome", [
  z.object({
    outcome: z.literal("spent"),
    /** Of the row in `api_usage`. */
    id: z.string(),
    credits: z.number(),
    /** Credits that were left after it. */
    left: z.number(),
    at: momentJson,
  }),
  z.object({ outcome: z.literal("exhausted"), balance: balanceRow }),
  z.object({ outcome: z.literal("overdue"), balance: balanceRow }),
  z.object({ outcome: z.literal("reused") }),
]);
const answerOrNone = z.nullable(answer);

/**
 * What came of it: `spent`, and a repetition of an act that was done is answered as the act was. Else
 * nothing was: `exhausted`, fewer are left; `overdue`, a payment has been owed for 7 days; `reused`,
 * the key was for another amount.
 */
export type Spent = z.output<typeof answer>;

/**
 * Spends credits of an organization, all or none, in one statement: never one over what is left,
 * however many spend at once.
 * @returns null when there is no such organization, or the caller has no part in it.
 */
export async function spendCredits(
  db: Database,
  spender: Spender,
  { credits, key }: Spending,
): Promise<Spent | null> {
  const spent = (tenant: SQL, apiKey: SQL, from?: SQL) =>
    sql`select spend_credits(
        ${tenant}, ${credits}::bigint, ${apiKey}, ${key ?? null}::text
      ) as answer${from}`;
  const statement = act(
    undefined,
    "slug" in spender
      ? // A key stands there as a membership with its own id.
        spent(
          sql`${organizations.id}`,
          spender.key ? sql`${memberships.id}::text` : sql`null::text`,
          sql` from ${scoped(spender)}`,
        )
      : // The function looks whether there is such an organization.
        spent(sql`${spender.organizationId}::uuid`, sql`null::text`),
  );
  const [found] = await rows(db, statement, (row) => answerOrNone.parse(row.answer));
  return found ?? null;
}

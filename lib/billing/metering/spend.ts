import { type SQL, sql } from "drizzle-orm";
import * as z from "zod/mini";
import { type Database, rows } from "#lib/db/database.ts";
import { apiKeys, organizations } from "#lib/organizations/schema.ts";
import { type Scope, scoped } from "#lib/organizations/scope.ts";
import { balanceRow } from "./balance.ts";

/** Who spends: a member, an API key, or with null for the key a product itself. */
export type Spender = Scope | { organizationId: string; apiKeyId: string | null };

export interface Spending {
  /** A whole number, at least 1. */
  credits: number;
  /** What the act is known by: the same key spends once, however often it comes. */
  key?: string;
}

const answer = z.discriminatedUnion("outcome", [
  z.object({
    outcome: z.literal("spent"),
    /** Of the row in `api_usage`. */
    id: z.string(),
    credits: z.number(),
    /** Credits that were left after it. */
    left: z.number(),
    at: z.pipe(
      z.string(),
      z.transform((text) => new Date(text)),
    ),
  }),
  z.object({ outcome: z.literal("exhausted"), balance: balanceRow }),
  z.object({ outcome: z.literal("overdue"), balance: balanceRow }),
  z.object({ outcome: z.literal("reused") }),
]);

/**
 * What came of it: `spent`, and a repetition of an act that was done is answered as the act was. Else
 * nothing was: `exhausted`, fewer are left; `overdue`, a payment has been owed for 7 days; `reused`,
 * the key was for another amount.
 */
export type Spent = z.output<typeof answer>;

/**
 * Spends credits of an organization, all or none, in one statement: never one over what is left,
 * however many spend at once.
 * @returns null when there is no such organization, or whoever asks has no part in it.
 */
export async function spendCredits(
  db: Database,
  spender: Spender,
  { credits, key }: Spending,
): Promise<Spent | null> {
  const apiKeyId = "apiKeyId" in spender ? spender.apiKeyId : null;
  const statement = sql`
    select spend_credits(
      tenant.id, ${credits}::bigint, ${apiKeyId}::text, ${key ?? null}::text
    ) as answer
    from (select ${organizations.id} from ${reached(spender)}) as tenant`;
  const [found] = await rows(db, statement, (row) => z.parse(z.nullable(answer), row.answer));
  return found ?? null;
}

function reached(spender: Spender): SQL {
  if ("slug" in spender) return scoped(spender);
  const { organizationId, apiKeyId } = spender;
  const own = sql`${organizations}
    where ${organizations.id} = ${organizationId}::uuid and ${organizations.deletedAt} is null`;
  if (apiKeyId === null) return own;
  return sql`${own} and exists (
    select from ${apiKeys}
    where ${apiKeys.id} = ${apiKeyId}::uuid and ${apiKeys.organizationId} = ${organizations.id}
      and ${apiKeys.revokedAt} is null
      and (${apiKeys.expiresAt} is null or ${apiKeys.expiresAt} > now())
  )`;
}

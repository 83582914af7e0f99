import type { SQL } from "drizzle-orm";
import * as z from "zod/mini";
import { act } from "#lib/db/act.ts";
import { type Database, rows } from "#lib/db/database.ts";
import { retryTransient } from "#lib/db/retry.ts";
import { sql } from "#lib/db/sql.ts";
import { gathered } from "#lib/products/codes.ts";
import type { Scope } from "./actor.ts";
import { type EndedGifts, endedGifts } from "./end-created-by-member.ts";
import { organizationManagedBy } from "./managed-by.ts";
import { type RefusalCode, refusals } from "./refusals.ts";
import { organizations } from "./schema.ts";
import { idOfSlug, membershipOf, whenAdmitted } from "./scope.ts";

/** What came of an act: done, or nothing was left to do, or the reason why it was refused. */
export type Outcome = "done" | "unchanged" | RefusalCode;

export interface Acted {
  outcome: Outcome;
  /** Of the organization as it is now; empty when there is none. */
  slug: string;
  /** Seconds after which it may be tried again, when a limit refused it. */
  retryAfter?: number;
  /** Set when an invitation was made and no mail sent, because the last one leads to it. */
  isQuiet?: boolean;
  /** What ended with a membership or a role, when something did. */
  ended?: EndedGifts;
}

/** Organizations that are there, and those that were deleted and can still be taken back. */
type Reach = "present" | "in grace too";

/**
 * The common table expression `acting`: who acts, in which role, in which organization. One row when
 * they are or were a member (`has_left`), else none. It does not judge: a `verdict` does, so that the
 * one statement can say why it refuses.
 *
 * It keeps both rows for the transaction, the organization's first: acts in one organization queue up.
 * After waiting, the locked rows are as they are now, though the rest of the statement still sees what was
 * there when it began; what must be seen later is locked, or counted by a function.
 */
export function acting(scope: Scope, reach: Reach = "present"): SQL {
  const { slug, key } = scope;
  const found = sql`select organizations.id, organizations.slug, organizations.name,
      organizations.deleted_at, organizations.purge_after,
      ${organizationManagedBy} as managed_by,
      memberships.id as membership_id, memberships.role,
      memberships.deleted_at is not null as has_left
    from ${organizations}
    join ${membershipOf(scope)}
    where organizations.id = ${idOfSlug(slug)}
      and (organizations.deleted_at is null
        or (${reach === "in grace too"}::boolean and organizations.purge_after is not null))
      ${whenAdmitted(scope)}`;
  // Not the key's row: admitting it may have written when it was used, and a statement skips rows
  // that it is to lock after it wrote them.
  return sql`acting as materialized (
    ${found} for no key update of ${key ? sql`organizations` : sql`organizations, memberships`}
  )`;
}

/**
 * What an act answers whose `verdict` has one row, or none when nothing was found.
 * @param more columns, each after a comma.
 */
export const ending = (more: SQL = sql``): SQL => sql`
  select coalesce((select outcome from verdict), 'not_found') as outcome,
    coalesce((select slug from verdict), '') as slug${more}`;

const acted = z.object({
  outcome: z.pipe(z.string(), z.transform(parseOutcome)),
  slug: z.string(),
  /** Of acts that have limits. */
  retryAfter: z.nullish(z.number()),
  isQuiet: z.nullish(z.boolean()),
  ended: z.nullish(endedGifts.parser),
});

function parseOutcome(outcome: string): Outcome {
  if (!isOutcome(outcome)) throw new TypeError(`There is no outcome ${outcome}`);
  return outcome;
}

const outcomes = new Set([
  ...["done", "unchanged", "unauthenticated", "not_found", "forbidden"],
  ...Object.keys(gathered("refusals", refusals)),
]);
const isOutcome = (outcome: string): outcome is Outcome => outcomes.has(outcome);

const uniqueViolation = "23505";

/**
 * Runs the statement of an act. When another one took the same id, slug or address at the same moment,
 * Postgres takes the whole statement back; run again, it sees what the other one did, and says so.
 */
export async function perform(db: Database, ctes: SQL, result: SQL = ending()): Promise<Acted> {
  const run = () => rows(db, act(ctes, result), (row) => acted.parse(row));
  const [row] = await retryTransient(run, [uniqueViolation]);
  if (!row) return { outcome: "not_found", slug: "" };
  const { outcome, slug, retryAfter, isQuiet, ended } = row;
  return {
    outcome,
    slug,
    ...(retryAfter && { retryAfter }),
    ...(isQuiet && { isQuiet }),
    ...(ended && ended.invitations.length + ended.apiKeys.length > 0 && { ended }),
  };
}

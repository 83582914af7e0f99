import { type SQL, sql } from "drizzle-orm";
import * as z from "zod/mini";
import { type Database, rows } from "#lib/db/database.ts";
import { retryTransient } from "#lib/db/retry.ts";
import type { Origin } from "./audit.ts";
import { type RefusalCode, refusals } from "./refusals.ts";
import { memberships, organizations } from "./schema.ts";
import { idOfSlug, type PersonScope } from "./scope.ts";

/** Whoever acts is a person: no key may do what is done here. */
export interface PersonActor extends PersonScope, Origin {}

/** What came of an act: done, or nothing was left to do, or the reason why it was refused. */
export type Outcome = "done" | "unchanged" | RefusalCode;

export interface Acted {
  outcome: Outcome;
  /** Of the organization as it is now; empty when there is none. */
  slug: string;
}

/** Organizations that are there, and those that were deleted and can still be taken back. */
type Reach = "present" | "in grace too";

/**
 * The common table expression `acting`: who acts, in which role, in which organization. One row when
 * they are or were a member (`has_left`), else none. It does not judge: a `verdict` does, so that the
 * one statement can say why it refuses.
 *
 * It keeps both rows for the transaction, the organization's first: acts in one organization queue up.
 * Whoever waited gets the rows as they are then, though the rest of the statement still sees what was
 * there when it began; what must be seen later is locked, or counted by a function.
 */
export const acting = (
  { userId, slug }: PersonScope,
  reach: Reach = "present",
): SQL => sql`acting as materialized (
    select organizations.id, organizations.slug, organizations.name, organizations.deleted_at,
      organizations.purge_after, organizations.clerk_organization_id is not null as is_clerks,
      memberships.id as membership_id, memberships.role,
      memberships.deleted_at is not null as has_left
    from ${organizations}
    join ${memberships} on memberships.organization_id = organizations.id
      and memberships.user_id = ${userId}::text
    where organizations.id = ${idOfSlug(slug)}
      and (organizations.deleted_at is null
        or (${reach === "in grace too"}::boolean and organizations.purge_after is not null))
    for no key update of organizations, memberships
  )`;

/** The end of a statement whose `verdict` has one row, or none when nothing was found. */
export const ending = sql`
  select coalesce((select outcome from verdict), 'not_found') as outcome,
    coalesce((select slug from verdict), '') as slug`;

const acted = z.object({
  outcome: z.pipe(z.string(), z.transform(parseOutcome)),
  slug: z.string(),
});

function parseOutcome(outcome: string): Outcome {
  const known: Outcome[] = ["done", "unchanged", ...codes];
  const found = known.find((one) => one === outcome);
  if (!found) throw new TypeError(`There is no outcome ${outcome}`);
  return found;
}

const isCode = (code: string): code is RefusalCode => Object.hasOwn(refusals, code);
const codes = Object.keys(refusals).filter(isCode);

const uniqueViolation = "23505";

/**
 * Runs the statement of an act. When another one took the same id, slug or address at the same moment,
 * Postgres takes the whole statement back; run again, it sees what the other one did, and says so.
 */
export async function perform(db: Database, statement: SQL): Promise<Acted> {
  const run = () => rows(db, statement, (row) => acted.parse(row));
  const [row] = await retryTransient(run, [uniqueViolation]);
  return row ?? { outcome: "not_found", slug: "" };
}

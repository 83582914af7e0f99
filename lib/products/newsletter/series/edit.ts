import type { SQL } from "drizzle-orm";
import type { Database } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { type Acted, acting, perform } from "#lib/organizations/acting.ts";
import type { Actor } from "#lib/organizations/actor.ts";
import { type AuditAction, audited } from "#lib/organizations/audit.ts";
import { may } from "#lib/organizations/may.ts";
import { suffices } from "#lib/organizations/scope.ts";
import { series } from "../schema.ts";

/** What the audit trail keeps of a series that a common table expression has. */
export const ofSeries = {
  targetType: "series",
  organizationId: sql`organization_id`,
  targetId: sql`id`,
  metadata: sql`jsonb_build_object('name', name)`,
} as const;

/** A change of what is sent when: everybody inside is planned again. */
export const isReplanned = sql`plan = series.plan + 1, edited_at = now()`;

export const isActiveNow = sql`(named.activated_at is not null and named.paused_at is null
  and named.archived_at is null)`;

/** Whether who acts may send: of a key, which stands as an admin, its scopes say so. */
const maySend = ({ key }: Actor): SQL =>
  key
    ? sql`(${may("newsletter.send")} and exists (
        select from api_keys where key_hash = ${key.hash}::text and ${suffices("newsletter.send")}
      ))`
    : may("newsletter.send");

interface Edit {
  id: string;
  needs?: "newsletter.write" | "newsletter.send";
  action: AuditAction;
  /** Common table expressions over `acting` and `named`, each with a comma behind it. */
  before?: SQL;
  /** Why it is refused, or that nothing is left to do: branches of a `case` over `named`. */
  unless: SQL;
  /** What it changes, for after `set`, where `series` is the row. */
  set: SQL;
  /** Common table expressions over `edited`, each with a comma in front. */
  after?: SQL;
}

/**
 * The common table expressions of an act on a series, whose row is locked: `named`, `verdict` and `edited`.
 * What members write is sent at once while a series is active, so then it takes those who may send.
 */
export const editing = (
  actor: Actor,
  { id, needs = "newsletter.write", action, before = sql``, unless, set, after = sql`` }: Edit,
): SQL => sql`
  ${acting(actor)},
  named as materialized (
    select series.* from ${series} join acting on acting.id = series.organization_id
    where series.id = ${id}::uuid and not acting.has_left
    for no key update of series
  ),
  ${before}
  verdict as materialized (
    select acting.slug, case
      when not ${may(needs)} then 'forbidden'
      when named.id is null then 'not_found'
      when ${isActiveNow} and not ${maySend(actor)} then 'forbidden'
      ${unless}
      else 'done'
    end as outcome
    from acting left join named on true where not has_left
  ), edited as (
    update ${series} set ${set}, changed_at = now()
    from named, verdict
    where series.id = named.id and verdict.outcome = 'done'
    returning series.*
  )${after}, audit as (
    ${audited(actor, { ...ofSeries, action, from: sql`edited` })}
  )`;

export const editSeries = (db: Database, actor: Actor, edit: Edit): Promise<Acted> =>
  perform(db, editing(actor, edit));

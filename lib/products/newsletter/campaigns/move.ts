import type { SQL } from "drizzle-orm/sql";
import type { Database } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { type Acted, acting, perform } from "#lib/organizations/acting.ts";
import type { Actor } from "#lib/organizations/actor.ts";
import { type AuditAction, audited } from "#lib/organizations/audit.ts";
import { may } from "#lib/organizations/may.ts";
import { campaigns } from "../tables/campaigns.ts";
import { namedCampaign, ofCampaign } from "./named.ts";

interface Move {
  id: string;
  action: AuditAction;
  /** Why it is refused, or that nothing is left to do: branches of a `case` over `named`. */
  unless: SQL;
  /** What it changes, for after `set`, where `campaigns` is the row. */
  set: SQL;
}

/** Moves a campaign from one state to another, for those who may send. Its row is locked meanwhile. */
export function moveCampaign(
  db: Database,
  actor: Actor,
  { id, action, unless, set }: Move,
): Promise<Acted> {
  return perform(
    db,
    sql`
    ${acting(actor)},
    ${namedCampaign(id)},
    verdict as materialized (
      select acting.slug, case
        when not ${may("newsletter.send")} then 'forbidden'
        when named.id is null then 'not_found'
        ${unless}
        else 'done'
      end as outcome
      from acting left join named on true where not has_left
    ), moved as (
      update ${campaigns} set ${set}, revision = campaigns.revision + 1, changed_at = now()
      from named, verdict
      where campaigns.id = named.id and verdict.outcome = 'done'
      returning campaigns.*
    ), audit as (
      ${audited(actor, { ...ofCampaign, action, from: sql`moved` })}
    )`,
  );
}

const nothingInTheWay = sql`paused_at = null, paused_reason = null, held_at = null, held_reason = null`;

/** What a campaign becomes when its time is set, or is set to now. */
export const isScheduledNow = sql`status = 'scheduled', ${nothingInTheWay}`;
export const isDraftNow = sql`status = 'draft', scheduled_at = null, ${nothingInTheWay}`;
export const isFreeNow = nothingInTheWay;

export const hasStarted = sql`(named.started_at is not null or named.status = 'sent')`;

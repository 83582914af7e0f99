import type { Database } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { type Acted, acting, perform } from "./acting.ts";
import type { Actor, Person } from "./actor.ts";
import { restoreAct } from "./acts.ts";
import { audited } from "./audit.ts";
import { implement } from "./implement.ts";
import { may } from "./may.ts";
import { organizations } from "./schema.ts";

/**
 * For owners: takes a deletion back, while its grace lasts. The clock is read under the lock: purging
 * takes the same one, so it never begins with what is being taken back.
 */
export function restoreOrganization(db: Database, actor: Actor<Person>): Promise<Acted> {
  return perform(
    db,
    sql`
    ${acting(actor, "in grace too")},
    verdict as materialized (
      select id, slug, case
        when not ${may("organization.restore")} and deleted_at is not null then 'not_found'
        when not ${may("organization.restore")} then 'forbidden'
        when managed_by is not null then 'managed_elsewhere'
        when deleted_at is null then 'unchanged'
        when purge_after <= clock_timestamp() then 'too_late'
        else 'done'
      end as outcome
      from acting where not has_left
    ), restored as (
      update ${organizations} set deleted_at = null, purge_after = null
      where id = (select id from verdict where outcome = 'done')
      returning id
    ), audit as (
      ${audited(actor, {
        action: "organization.restored",
        targetType: "organization",
        from: sql`restored`,
        organizationId: sql`id`,
        targetId: sql`id`,
      })}
    )`,
  );
}

export const restoration = implement(restoreAct, {
  refusals: ["managed_elsewhere", "too_late"],
  run: ({ db, actor }) => restoreOrganization(db, actor),
});

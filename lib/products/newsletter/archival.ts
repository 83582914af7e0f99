import type { SQL } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Database } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { type Acted, acting, perform } from "#lib/organizations/acting.ts";
import type { Actor } from "#lib/organizations/actor.ts";
import { type AuditAction, type Audited, audited } from "#lib/organizations/audit.ts";
import { may } from "#lib/organizations/may.ts";

interface Archivable {
  table: PgTable & { id: PgColumn; organizationId: PgColumn; archivedAt: PgColumn };
  /** What the audit trail keeps of a row. */
  of: Omit<Audited, "action" | "from">;
  actions: { archive: AuditAction; restore: AuditAction };
  /** Branches of the verdict that refuse it, over `acting` and the row as `target`. */
  unless?: SQL;
}

/** Archives a row or restores it, for members who may write. Again changes nothing. */
export function setArchived(
  db: Database,
  actor: Actor,
  { id, isArchived }: { id: string; isArchived: boolean },
  { table, of, actions, unless = sql`` }: Archivable,
): Promise<Acted> {
  return perform(
    db,
    sql`
    ${acting(actor)},
    target as materialized (
      select * from ${table}
      where ${table.id} = ${id}::uuid and ${table.organizationId} = (select id from acting)
      for no key update
    ), verdict as materialized (
      select acting.id, slug, case
        when not ${may("newsletter.write")} then 'forbidden'
        when target.id is null then 'not_found'
        when (target.archived_at is not null) = ${isArchived}::boolean then 'unchanged'
        ${unless}
        else 'done'
      end as outcome
      from acting left join target on true where not has_left
    ), changed as (
      update ${table} set archived_at = case when ${isArchived}::boolean then now() end
      where id = ${id}::uuid and organization_id = (select id from verdict where outcome = 'done')
      returning *
    ), audit as (
      ${audited(actor, {
        ...of,
        action: isArchived ? actions.archive : actions.restore,
        from: sql`changed`,
      })}
    )`,
  );
}

import type { Database } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { type Acted, acting, perform } from "./acting.ts";
import type { Actor } from "./actor.ts";
import { renameAct } from "./acts.ts";
import { audited } from "./audit.ts";
import { implement } from "./implement.ts";
import { may } from "./may.ts";
import { organizations } from "./schema.ts";
import { organizationVersion } from "./version.ts";

/**
 * For owners and admins: gives an organization another name.
 * @param versions those that were seen (`organizationVersion`), so as to change no other; any without.
 */
export function renameOrganization(
  db: Database,
  actor: Actor,
  { name, versions }: { name: string; versions?: readonly string[] },
): Promise<Acted> {
  const seen = versions ? JSON.stringify(versions) : null;
  return perform(
    db,
    sql`
    ${acting(actor)},
    verdict as materialized (
      select id, slug, name, case
        when not ${may("organization.rename")} then 'forbidden'
        when managed_by is not null then 'managed_elsewhere'
        when ${seen}::jsonb is not null and ${organizationVersion(sql`acting`)}
            not in (select jsonb_array_elements_text(${seen}::jsonb))
          then 'precondition_failed'
        when name = ${name}::text then 'unchanged'
        else 'done'
      end as outcome
      from acting where not has_left
    ), renamed as (
      update ${organizations} set name = ${name}::text
      where id = (select id from verdict where outcome = 'done')
      returning id
    ), audit as (
      ${audited(actor, {
        action: "organization.renamed",
        targetType: "organization",
        from: sql`renamed join verdict using (id)`,
        organizationId: sql`id`,
        targetId: sql`id`,
        metadata: sql`jsonb_build_object('from', verdict.name, 'to', ${name}::text)`,
      })}
    )`,
  );
}

export const rename = implement(renameAct, {
  refusals: ["managed_elsewhere"],
  run: ({ db, actor, input, versions }) =>
    renameOrganization(db, actor, { ...input, ...(versions && { versions }) }),
});

import type { Database } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { type Acted, acting, perform } from "./acting.ts";
import type { Actor, Person } from "./actor.ts";
import { changeSlugAct } from "./acts.ts";
import { audited } from "./audit.ts";
import { implement } from "./implement.ts";
import { may } from "./may.ts";
import { organizationSlugs, organizations } from "./schema.ts";

/**
 * For owners: gives an organization another slug. The old one keeps leading to it, and nobody else can
 * have it; the organization itself may take it back.
 */
export function changeOrganizationSlug(
  db: Database,
  actor: Actor<Person>,
  { slug }: { slug: string },
): Promise<Acted> {
  return perform(
    db,
    sql`
    ${acting(actor)},
    verdict as materialized (
      select id, slug, case
        when not ${may("organization.change_slug")} then 'forbidden'
        when managed_by is not null then 'managed_elsewhere'
        when slug = ${slug}::text then 'unchanged'
        when exists (select from ${organizations} where slug = ${slug}::text)
          or exists (
            select from ${organizationSlugs} as kept
            where kept.slug = ${slug}::text and kept.organization_id <> acting.id
          ) then 'slug_taken'
        else 'done'
      end as outcome
      from acting where not has_left
    ), kept as (
      insert into ${organizationSlugs} (slug, organization_id)
      select each.slug, verdict.id
      from verdict cross join lateral (values (verdict.slug), (${slug}::text)) as each (slug)
      where outcome = 'done'
        and not exists (select from ${organizationSlugs} as known where known.slug = each.slug)
    ), moved as (
      update ${organizations} set slug = ${slug}::text
      where id = (select id from verdict where outcome = 'done')
      returning id
    ), audit as (
      ${audited(actor, {
        action: "organization.moved",
        targetType: "organization",
        from: sql`moved join verdict using (id)`,
        organizationId: sql`id`,
        targetId: sql`id`,
        metadata: sql`jsonb_build_object('from', verdict.slug, 'to', ${slug}::text)`,
      })}
    )`,
    sql`select coalesce((select outcome from verdict), 'not_found') as outcome, case
        when exists (select from moved) then ${slug}::text
        else coalesce((select slug from verdict), '')
      end as slug`,
  );
}

export const changeSlug = implement(changeSlugAct, {
  refusals: ["managed_elsewhere", "slug_taken"],
  run: ({ db, actor, input }) => changeOrganizationSlug(db, actor, input),
});

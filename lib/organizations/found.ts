import { sql } from "drizzle-orm";
import type { Database } from "#lib/db/database.ts";
import { user } from "#lib/identity/schema.ts";
import { type Acted, type PersonActor, perform } from "./acting.ts";
import { audited } from "./audit.ts";
import { auditEvents, memberships, organizationSlugs, organizations } from "./schema.ts";
import { whenAdmitted } from "./scope.ts";
import { slugOf } from "./slug.ts";

interface Founded {
  id: string;
  name: string;
  /** Empty to have one made of the name, with a random end when that is taken. */
  slug?: string | undefined;
}

/** Makes an organization, which whoever makes it owns. The same id again finds what it made. */
export function foundOrganization(
  db: Database,
  founder: Omit<PersonActor, "slug">,
  { id, name, slug = "" }: Founded,
): Promise<Acted> {
  const wanted = slug || slugOf(name);
  return perform(
    db,
    sql`
    made_before as (
      select slug, deleted_at is null and exists (
          select from ${auditEvents}
          where organization_id = ${id}::uuid and action = 'organization.created'
            and actor_id = ${founder.userId}::text and metadata ->> 'name' = ${name}::text
            and ${slug}::text in ('', metadata ->> 'slug')
        ) as is_same
      from ${organizations} where id = ${id}::uuid
    ), drafted as (
      select exists (select from ${organizations} where slug = ${wanted}::text)
        or exists (select from ${organizationSlugs} where slug = ${wanted}::text) as is_taken
    ), verdict as materialized (
      select
        case
          when exists (select from made_before where is_same) then 'unchanged'
          when exists (select from made_before) then 'id_reused'
          when is_taken and ${slug !== ""}::boolean then 'slug_taken'
          else 'done'
        end as outcome,
        coalesce(
          (select slug from made_before),
          case when is_taken then trim(trailing '-' from left(${wanted}::text, 39)) || '-' ||
            left(gen_random_uuid()::text, 8) else ${wanted}::text end
        ) as slug
      from drafted, ${user} where "user".id = ${founder.userId}::text and "user".deleted_at is null
        ${whenAdmitted(founder)}
    ), founded as (
      insert into ${organizations} (id, slug, name)
      select ${id}::uuid, slug, ${name}::text from verdict where outcome = 'done'
      returning id, slug
    ), kept as (
      insert into ${organizationSlugs} (slug, organization_id) select slug, id from founded
    ), owner as (
      insert into ${memberships} (organization_id, user_id, role)
      select id, ${founder.userId}::text, 'owner' from founded
    ), audit as (
      ${audited(founder, {
        action: "organization.created",
        targetType: "organization",
        from: sql`founded`,
        organizationId: sql`id`,
        targetId: sql`id`,
        metadata: sql`jsonb_build_object('name', ${name}::text, 'slug', slug)`,
      })}
    )`,
    sql`select coalesce((select outcome from verdict), 'unauthenticated') as outcome,
      coalesce((select slug from verdict), '') as slug`,
  );
}

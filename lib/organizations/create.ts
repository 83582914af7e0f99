import { sql } from "drizzle-orm";
import * as z from "zod/mini";
import { type Database, rows } from "#lib/db/database.ts";
import { audited, type Origin } from "./audit.ts";
import { organizationSlugs } from "./schema.ts";

interface FirstOrganizationScope extends Partial<Origin> {
  userId: string;
  provider: "better-auth" | "clerk";
}

const organization = z.object({ slug: z.string() });

/**
 * Makes sure that a signed-in user has a row, and an organization to be in: the one they joined first,
 * else a new one, which they own.
 *
 * One statement, for any number of calls at once. Writing the user's row makes them queue, but each has
 * read memberships before it waited. So the new organization's id follows from the user and how many
 * memberships they have ever had: whoever comes second meets the first one's id and takes that row.
 * A slug that is taken gets a random end.
 * @returns null when the user has been deleted.
 */
export async function ensureFirstOrganization(
  db: Database,
  { userId, provider, ipAddress = null, userAgent = null }: FirstOrganizationScope,
): Promise<{ slug: string } | null> {
  const statement = sql`
    with person as (
      insert into "user" (id, provider) values (${userId}::text, ${provider}::text)
      on conflict (id) do update set provider = "user".provider where "user".deleted_at is null
      returning id, name
    ), joined as (
      select organizations.slug
      from person
      join memberships on memberships.user_id = person.id and memberships.deleted_at is null
      join organizations on organizations.id = memberships.organization_id
        and organizations.deleted_at is null
      order by memberships.created_at, memberships.id
      limit 1
    ), named as (
      select
        person.id as user_id,
        md5('first organization of ' || person.id || ' after ' ||
          (select count(*) from memberships where user_id = person.id))::uuid as id,
        case when person.name = '' then 'My organization' else person.name || '''s organization' end
          as name
      from person
      where not exists (select from joined)
    ), drafted as (
      select id, name, user_id, trim(both '-' from left(regexp_replace(
        regexp_replace(normalize(lower(name), nfd), '[''’\\u0300-\\u036f]', '', 'g'),
        '[^a-z0-9]+', '-', 'g'), 48)) as slug
      from named
    ), plain as (
      insert into organizations (id, slug, name) select id, slug, name from drafted
      where not exists (
        select from ${organizationSlugs} as kept where kept.slug = drafted.slug
      )
      on conflict do nothing
      returning id, slug
    ), suffixed as (
      insert into organizations (id, slug, name)
      select id, slug || '-' || left(gen_random_uuid()::text, 8), name
      from drafted where not exists (select from plain)
      on conflict (id) do update set slug = organizations.slug
      returning id, slug
    ), founded as (
      select id, slug from plain union all select id, slug from suffixed
    ), kept as (
      insert into ${organizationSlugs} (slug, organization_id) select slug, id from founded
      on conflict do nothing
    ), owner as (
      insert into memberships (organization_id, user_id, role)
      select founded.id, drafted.user_id, 'owner' from founded, drafted
      on conflict (organization_id, user_id) do nothing
      returning organization_id
    ), audit as (
      ${audited(
        { userId, ipAddress, userAgent },
        {
          action: "organization.created",
          targetType: "organization",
          from: sql`owner join drafted on drafted.id = owner.organization_id
            join founded on founded.id = drafted.id`,
          organizationId: sql`drafted.id`,
          targetId: sql`drafted.id`,
          metadata: sql`jsonb_build_object('name', drafted.name, 'slug', founded.slug)`,
        },
      )}
    )
    select slug from joined union all select slug from founded`;
  const [found] = await rows(db, statement, (row) => organization.parse(row));
  return found ?? null;
}

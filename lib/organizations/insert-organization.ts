import type { SQL } from "drizzle-orm";
import { sql } from "#lib/db/sql.ts";
import type { Origin, Person } from "./actor.ts";
import { audited } from "./audit.ts";
import { type Limit, limited, retryAfter } from "./limited.ts";
import { organizationsOfPerson } from "./quotas.ts";
import { memberships, organizationSlugs, organizations } from "./schema.ts";

/** Whether a slug leads to an organization, or did. */
export const isTaken = (slug: string): SQL => sql`(
  exists (select from ${organizations} where slug = ${slug}::text)
  or exists (select from ${organizationSlugs} where slug = ${slug}::text)
)`;

/** A slug, with a random end when it is taken. */
export const ownSlug = (slug: string): SQL => sql`case when ${isTaken(slug)}
  then trim(trailing '-' from left(${slug}::text, 39)) || '-' || left(gen_random_uuid()::text, 8)
  else ${slug}::text end`;

/**
 * Common table expressions that make an organization, which its founder owns, when `judged` has a row
 * whose `outcome` is `done`, with its `slug`: up to `verdict`, the row as the limits leave it.
 */
export const founding = (
  founder: Person & Origin,
  { id, name }: { id: string; name: string },
): SQL => {
  const limit: Limit = {
    ...organizationsOfPerson,
    of: sql`${founder.userId}::text`,
    code: "too_many_organizations",
  };
  return sql`
    ${limited([limit], sql`slug`)},
    founded as (
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
    )`;
};

/** What came of it. A founder who is no more has no row in `judged`. */
export const founded: SQL = sql`
  select coalesce((select outcome from verdict), 'unauthenticated') as outcome,
    coalesce((select slug from verdict), '') as slug, ${retryAfter} as "retryAfter"`;

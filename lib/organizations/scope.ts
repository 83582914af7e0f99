import { type SQL, sql } from "drizzle-orm";
import { memberships, organizationSlugs, organizations, type Role, roles } from "./schema.ts";

/** Who acts, and in which organization. Nothing in it is trusted: each statement proves it anew. */
export interface Scope {
  userId: string;
  /** The organization's slug, from the URL; one that it had before will do. */
  slug: string;
}

/**
 * The tables `organizations` and `memberships`, joined, as far as the scope reaches: one row when the
 * user is a member with at least the role, else none. For use after `from`.
 */
export function scoped({ userId, slug }: Scope, least: Role = "member"): SQL {
  const enough = roles.slice(0, roles.indexOf(least) + 1);
  return sql`${organizations}
    join ${memberships} on ${memberships.organizationId} = ${organizations.id}
      and ${memberships.userId} = ${userId}
      and ${memberships.deletedAt} is null
      and ${memberships.role} in (${sql.join(
        enough.map((role) => sql`${role}`),
        sql`, `,
      )})
    where ${organizations.id} = ${idOfSlug(slug)} and ${organizations.deletedAt} is null`;
}

/** The id of the organization that has the slug or, when none has it, of the one that had it. */
export const idOfSlug = (slug: string): SQL => sql`coalesce(
  (select id from ${organizations} where slug = ${slug}::text),
  (select organization_id from ${organizationSlugs} where slug = ${slug}::text)
)`;

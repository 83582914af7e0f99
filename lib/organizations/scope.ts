import { type SQL, sql } from "drizzle-orm";
import { memberships, organizations, type Role, roles } from "./schema.ts";

/** Who acts, and in which organization. Nothing in it is trusted: each statement proves it anew. */
export interface Scope {
  userId: string;
  /** The organization's slug, from the URL. */
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
    where ${organizations.slug} = ${slug} and ${organizations.deletedAt} is null`;
}

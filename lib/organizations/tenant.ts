import type { SQL, SQLWrapper } from "drizzle-orm/sql";
import { rowsOf } from "#lib/db/row.ts";
import { field } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import type { Scope } from "./actor.ts";
import { managedBy, organizationManagedBy } from "./managed-by.ts";
import { memberships, organizations, type Role, roles } from "./schema.ts";
import { scoped } from "./scope.ts";

const tenants = rowsOf({
  organizationId: organizations.id,
  name: organizations.name,
  /** The one that it has now, whichever was asked for. */
  slug: organizations.slug,
  /** The provider in which its name, its people and its end are changed, if not here. */
  managedBy: field(managedBy, organizationManagedBy),
  role: memberships.role,
  createdAt: organizations.createdAt,
  memberCount: organizations.memberCount,
  /** The person that asks. */
  userId: memberships.userId,
});

/** The row of the common table expression `scope`, for what a read says of an organization. */
export const tenant = tenants.of("scope");

/** The common table expression `scope`: one row when the scope reaches with at least the role, else none. */
export const scopeOf = (scope: Scope, least?: Role): SQL =>
  sql`scope as (select ${tenants.columns} from ${scoped(scope, least)})`;

/** Whether a row is of the organization that `scope` found: none is when it found nothing. */
export const inTenant = (organizationId: SQLWrapper): SQL =>
  sql`${organizationId} = (select ${tenant.organizationId} from scope)`;

/**
 * The common table expressions `reach`, one row if the caller belongs to the organization, with `may`,
 * whether their role will do; and `scope`, the same if it does.
 */
export const reaching = (scope: Scope, least: Role = "member"): SQL => sql`
  reach as (
    select ${tenants.columns}, ${memberships.role} = any (array[${sql.join(
      roles.slice(0, roles.indexOf(least) + 1).map((role) => sql`${role}::text`),
      sql`, `,
    )}]) as may
    from ${scoped(scope)}
  ),
  scope as (select * from reach where may)`;

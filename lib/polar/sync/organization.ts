import type { SQL } from "drizzle-orm";
import { sql } from "#lib/db/sql.ts";
import { organizations } from "#lib/organizations/schema.ts";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The id of the organization that Polar names by our id or by Clerk's, else null. */
export function organizationNamed(name: string | null): SQL {
  return organizationIn(
    isOurs(name)
      ? { ours: sql`${name}::uuid`, clerks: sql`null::text` }
      : { ours: sql`null::uuid`, clerks: sql`${name}::text` },
  );
}

/** The same for many: `ours` and `clerks` are columns that `nameColumns` filled. */
export const organizationIn = ({ ours, clerks }: { ours: SQL; clerks: SQL }): SQL => sql`coalesce(
  (select id from ${organizations} where id = ${ours}),
  (select id from ${organizations} where clerk_organization_id = ${clerks})
)`;

/** A name as `organizationIn` looks for it. */
export const nameColumns = (name: string | null) => ({
  organization_name: name ?? "",
  our_id: isOurs(name) ? name : null,
  clerk_id: isOurs(name) ? null : name,
});

const isOurs = (name: string | null): name is string => name !== null && uuid.test(name);

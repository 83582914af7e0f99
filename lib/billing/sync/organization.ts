import { type SQL, sql } from "drizzle-orm";
import { organizations } from "#lib/organizations/schema.ts";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The id of the organization that Polar names by our id or by Clerk's, else null. */
export function organizationNamed(name: string | null): SQL {
  return name && uuid.test(name)
    ? sql`(select id from ${organizations} where id = ${name}::uuid)`
    : sql`(select id from ${organizations} where clerk_organization_id = ${name}::text)`;
}

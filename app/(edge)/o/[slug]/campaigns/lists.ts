import { listOf, shape } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { inTenant } from "#lib/organizations/tenant.ts";
import { lists } from "#lib/products/newsletter/schema.ts";

/** The lists that a campaign can go to, by name. */
export const listsToChoose = listOf(shape({ id: lists.id, name: lists.name }), {
  from: sql`${lists} where ${inTenant(lists.organizationId)} and ${lists.archivedAt} is null`,
  order: sql`lower(${lists.name}), ${lists.id}`,
});

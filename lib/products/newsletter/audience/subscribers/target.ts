import type { SQL } from "drizzle-orm/sql";
import { sql } from "#lib/db/sql.ts";
import { subscribers, suppressions } from "../../schema.ts";

/**
 * The common table expressions `target`, the person that an act is about, kept for the transaction, and
 * `suppression`, the reason why their address is not written to. Both are of the organization of `acting`.
 */
export const targetPerson = (id: string): SQL => sql`target as materialized (
  select * from ${subscribers}
  where ${subscribers.id} = ${id}::uuid
    and ${subscribers.organizationId} = (select id from acting)
  for no key update
),
suppression as materialized (
  select ${suppressions.reason}, ${suppressions.addressHash} from ${suppressions}
  where ${suppressions.organizationId} = (select id from acting)
    and ${suppressions.addressHash} = (select address_hash from target)
  for update
)`;

import type { SQL } from "drizzle-orm/sql";
import { sql } from "#lib/db/sql.ts";
import type { Actor } from "#lib/organizations/actor.ts";
import { memberships } from "#lib/organizations/schema.ts";

/**
 * Who looks after what somebody makes: the member who makes it, or the first owner where a key does.
 * @param tenant the id of the organization.
 */
export const ownerFor = ({ userId }: Pick<Actor, "userId">, tenant: SQL): SQL => sql`coalesce(
  ${userId}::text,
  (
    select ${memberships.userId} from ${memberships}
    where ${memberships.organizationId} = ${tenant} and ${memberships.role} = 'owner'
      and ${memberships.deletedAt} is null
    order by ${memberships.createdAt}, ${memberships.id} limit 1
  )
)`;

import { sql } from "drizzle-orm";
import type { Database } from "#lib/db/database.ts";
import { user } from "#lib/identity/schema.ts";
import { memberships, organizations } from "#lib/organizations/schema.ts";
import type { Rows } from "#local/lifecycle/event.ts";
import { micro, readRows } from "#local/lifecycle/read-rows.ts";

/**
 * What the tables hold of the people and organizations of `cast`, in the words of the model. When a
 * tombstone or a stub was made depends on when it arrived, so it is left out.
 */
export async function readClerkRows(db: Database, cast: string): Promise<Rows> {
  const known = sql`event_at > '-infinity'`;
  return readRows(
    db,
    sql`
    select 'user ' || id as key, jsonb_build_object(
      'provider', provider, 'name', name, 'first_name', first_name, 'last_name', last_name,
      'email', email, 'email_verified', email_verified, 'image_url', image_url,
      'updated_at', case when ${known} then ${micro(sql`updated_at`)} end,
      'deleted_at', ${micro(sql`deleted_at`)},
      'created_at', case when ${known} and deleted_at is null then ${micro(sql`created_at`)} end
    ) as value
    from ${user} where starts_with(id, ${`user_${cast}_`})
    union all
    select 'organization ' || clerk_organization_id, jsonb_build_object(
      'slug', slug, 'name', name, 'deleted_at', ${micro(sql`deleted_at`)},
      'created_at', case when ${known} and deleted_at is null then ${micro(sql`created_at`)} end
    )
    from ${organizations} where starts_with(clerk_organization_id, ${`org_${cast}_`})
    union all
    select 'membership ' || clerk_organization_id || ' ' || user_id, jsonb_build_object(
      'role', role, 'clerk_role', clerk_role, 'clerk_membership_id', clerk_membership_id, 'is_creator', is_creator,
      'deleted_at', case when membership.deleted_at = '-infinity' then to_jsonb('always'::text)
        else to_jsonb(${micro(sql`membership.deleted_at`)}) end
    )
    from ${memberships} as membership
      join ${organizations} as organization on organization.id = organization_id
    where starts_with(clerk_organization_id, ${`org_${cast}_`})`,
  );
}

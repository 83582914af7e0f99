import { sql } from "drizzle-orm";
import { type Database, rows } from "#lib/db/database.ts";

/** The organizations whose number of members is not that of their rows, with both; there should be none. */
export const wrongCounts = (db: Database): Promise<unknown[]> =>
  rows(
    db,
    sql`select organizations.id, member_count as kept, counted.members
      from organizations cross join lateral (
        select count(*)::integer as members from memberships
        where organization_id = organizations.id and deleted_at is null
      ) as counted
      where member_count <> counted.members`,
    (row) => row,
  );

/** The listed members who differ from their membership and person, are missing or too many; there should be none. */
export const wrongListed = (db: Database): Promise<unknown[]> =>
  rows(
    db,
    sql`with told as (
        select memberships.id, organization_id, user_id, name, email, image_url, role,
          memberships.created_at as joined_at,
          lower(coalesce(nullif(name, ''), email, '')) as sort_name,
          array_position(array['owner', 'admin', 'member'], role) as rank,
          lower(name || ' ' || coalesce(email, '')) as words
        from memberships join "user" on "user".id = user_id
        where memberships.deleted_at is null
      )
      (table told except table listed_members) union all (table listed_members except table told)`,
    (row) => row,
  );

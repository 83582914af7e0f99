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

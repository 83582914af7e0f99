import type { SQL } from "drizzle-orm";
import { sql } from "#lib/db/sql.ts";
import { account, session, userPictures } from "#lib/identity/schema.ts";
import { ownTables } from "#lib/products/own-tables.ts";

/** The tables whose rows are a person's own. */
const own = [session, account, userPictures, ...ownTables];

/**
 * What is a deleted person's own goes with them; a team's records stay. Common table expressions.
 * @param person a common table expression with the `id` of who was deleted, or no row.
 */
export const erasure = (person: SQL): SQL =>
  sql.join(
    own.map(
      (table, index) => sql`${sql.identifier(`erased_${index}`)} as (
        delete from ${table} where user_id = (select id from ${person})
      )`,
    ),
    sql`, `,
  );

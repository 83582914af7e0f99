import * as z from "zod/mini";
import { field } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { memberships, roles } from "./schema.ts";

/** How far the role of a row of `memberships` is from the most powerful, for sorting. */
export const roleRank = field(
  z.number(),
  sql`array_position(array[${sql.join(
    roles.map((role) => sql`${role}::text`),
    sql`, `,
  )}], ${memberships.role})`,
);

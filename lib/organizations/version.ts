import type { SQL } from "drizzle-orm";
import { sql } from "#lib/db/sql.ts";

/**
 * The version of what people change of an organization, of a row that has its name and slug: who says
 * which one they saw changes no other.
 */
export const organizationVersion = (row: SQL): SQL =>
  sql`md5(json_build_array(${row}.name, ${row}.slug)::text)`;

import type { SQL } from "drizzle-orm/sql";
import { sql } from "#lib/db/sql.ts";
import type { Grant } from "./grant.ts";
import { grantOf, type Permission } from "./permissions.ts";
import { hasAtLeast } from "./scope.ts";

/** Whether the role in a column has a permission: the branch of a statement that refuses others asks. */
export const may = (permission: Permission | Grant, role: SQL = sql`role`): SQL =>
  hasAtLeast(grantOf(permission).least, role);

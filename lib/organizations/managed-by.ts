import type { Column, SQL } from "drizzle-orm";
import * as z from "zod/mini";
import { sql } from "#lib/db/sql.ts";
import { type Manager, managers } from "./managers.ts";
import { invitations, organizations } from "./schema.ts";

/** Where a manager keeps its own id. A row that has one is the manager's to change. */
const ids: Record<Manager, { organization: Column; invitation: Column }> = {
  clerk: {
    organization: organizations.clerkOrganizationId,
    invitation: invitations.clerkInvitationId,
  },
};

type Managed = "organization" | "invitation";

// Without the table's name: statements call these rows by many names.
const idOf = (manager: Manager, row: Managed) => sql.identifier(ids[manager][row].name);

const managerOf = (row: Managed): SQL => {
  const found = managers.map(
    (manager) =>
      sql`case when ${idOf(manager, row)} is not null then ${sql.raw(`'${manager}'`)} end`,
  );
  return sql`coalesce(${sql.join([...found, sql`null::text`], sql`, `)})`;
};

/** Who manages a row of `organizations`: the name of a provider, or null for its own people. */
export const organizationManagedBy: SQL = managerOf("organization");

/** The same of a row of `invitations`. */
export const invitationManagedBy: SQL = managerOf("invitation");

/** Whether a row of `invitations` is the app's own. Written as the index of open ones has it. */
export const isOwnInvitation: SQL = sql.join(
  [...managers.map((manager) => sql`${idOf(manager, "invitation")} is null`), sql`true`],
  sql` and `,
);

export const managedBy = z.nullable(z.enum(managers));

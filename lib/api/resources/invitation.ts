import { sql } from "drizzle-orm";
import * as z from "zod/mini";
import type { Database } from "#lib/db/database.ts";
import { invitations, roles } from "#lib/organizations/schema.ts";
import type { Scope } from "#lib/organizations/scope.ts";
import { type ListQuery, moment, reached, readList } from "./list.ts";

export const invitation = z.object({
  id: z.guid(),
  email: z.string(),
  role: z.enum(roles),
  createdAt: moment,
  expiresAt: moment,
});

/**
 * The invitations that nobody has accepted or taken back, newest first, for owners and admins. Those
 * that have expired are among them.
 */
export const listInvitations = (db: Database, scope: Scope, query: ListQuery) =>
  readList(
    db,
    {
      reached: reached(scope, "admin"),
      list: sql`
        select * from ${invitations}
        where organization_id = (select organization_id from reached)
          and accepted_at is null and revoked_at is null`,
      keys: [sql`created_at`],
      descending: true,
      json: sql`json_build_object(
        'id', id, 'email', email, 'role', role, 'createdAt', created_at, 'expiresAt', expires_at
      )`,
      item: invitation,
    },
    query,
  );

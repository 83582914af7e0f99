import { sql } from "drizzle-orm";
import * as z from "zod/mini";
import type { Database } from "#lib/db/database.ts";
import { user } from "#lib/identity/schema.ts";
import { memberships, roles } from "#lib/organizations/schema.ts";
import type { Scope } from "#lib/organizations/scope.ts";
import { type ListQuery, moment, reached, readList } from "./list.ts";

export const member = z.object({
  /** Of the membership. */
  id: z.guid(),
  /** Of the person: what the paths of a member have. */
  userId: z.string(),
  name: z.string(),
  email: z.nullable(z.string()),
  role: z.enum(roles),
  joinedAt: moment,
});

/** The people of an organization, those who joined first first, for whoever has a part in it. */
export const listMembers = (db: Database, scope: Scope, query: ListQuery) =>
  readList(
    db,
    {
      reached: reached(scope),
      list: sql`
        select memberships.id, memberships.user_id, memberships.role, memberships.created_at,
          "user".name, "user".email
        from ${memberships} join ${user} on "user".id = memberships.user_id
        where memberships.organization_id = (select organization_id from reached)
          and memberships.deleted_at is null`,
      keys: [sql`created_at`],
      json: sql`json_build_object(
        'id', id, 'userId', user_id, 'name', name, 'email', email, 'role', role,
        'joinedAt', created_at
      )`,
      item: member,
    },
    query,
  );

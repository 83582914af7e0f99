import { sql } from "drizzle-orm";
import * as z from "zod/mini";
import type { Database } from "#lib/db/database.ts";
import { user } from "#lib/identity/schema.ts";
import { memberships, type Role, roles } from "#lib/organizations/schema.ts";
import type { Scope } from "#lib/organizations/scope.ts";
import { frame, framed, readPage } from "./frame.ts";

const framePage = z.object({
  frame,
  /** Who has the role that a page takes: the first 5 by name. */
  holders: z.array(z.object({ id: z.string(), name: z.string(), email: z.nullable(z.string()) })),
});

export type FramePage = z.output<typeof framePage>;

const shownHolders = 5;

/**
 * The frame of an organization around a page that is not for this member, in one statement; null when
 * there is no such organization or the user is not in it.
 * @param least the role that the page takes.
 */
export async function getFrame(db: Database, scope: Scope, least: Role): Promise<FramePage | null> {
  const enough = roles.slice(0, roles.indexOf(least) + 1);
  const statement = sql`
    with ${framed(scope)},
    holders as (
      select ${user.id} as id, ${user.name} as name, ${user.email} as email
      from ${memberships} join ${user} on ${user.id} = ${memberships.userId}
      where ${memberships.organizationId} = (select organization_id from scope)
        and ${memberships.deletedAt} is null and ${user.deletedAt} is null
        and ${memberships.role} in (${sql.join(
          enough.map((role) => sql`${role}`),
          sql`, `,
        )})
      order by lower(${user.name}), ${user.id} limit ${shownHolders}
    )
    select json_build_object(
      'frame', framed.frame,
      'holders', (
        select coalesce(json_agg(json_build_object('id', id, 'name', name, 'email', email)), '[]')
        from holders
      )
    ) as page
    from framed`;
  return readPage(db, statement, framePage);
}

import type { Database } from "#lib/db/database.ts";
import { rowsOf } from "#lib/db/row.ts";
import { listOf, shape, type ValueOf } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { user } from "#lib/identity/schema.ts";
import type { Scope } from "#lib/organizations/actor.ts";
import { memberships, type Role, roles } from "#lib/organizations/schema.ts";
import { inTenant } from "#lib/organizations/tenant.ts";
import { frame, readPage } from "./frame.ts";

const people = rowsOf({ id: user.id, name: user.name, email: user.email });

const framePage = shape({
  frame,
  /** Who has the role that a page takes, if members lack it: the first 5 by name. */
  holders: listOf(shape(people.of("holders")), { from: sql`holders` }),
});

export type FramePage = ValueOf<typeof framePage>;

const shownHolders = 5;

/**
 * The frame of an organization around a page that is not for this member, in one statement; null when
 * there is no such organization or the user is not in it.
 * @param least the role that the page takes.
 */
export async function getFrame(db: Database, scope: Scope, least: Role): Promise<FramePage | null> {
  const enough = roles.slice(0, roles.indexOf(least) + 1);
  // Nobody lacks the role of a member, so nobody is asked for it.
  const limit = least === "member" ? 0 : shownHolders;
  const holders = sql`holders as (
    select ${people.columns}
    from ${memberships} join ${user} on ${user.id} = ${memberships.userId}
    where ${inTenant(memberships.organizationId)}
      and ${memberships.deletedAt} is null and ${user.deletedAt} is null
      and ${memberships.role} in (${sql.join(
        enough.map((role) => sql`${role}`),
        sql`, `,
      )})
    order by lower(${user.name}), ${user.id} limit ${limit}::integer
  )`;
  return readPage(db, scope, { with: holders, page: framePage });
}

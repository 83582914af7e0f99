import { planOf } from "#lib/billing/plan-in-force.ts";
import { plans } from "#lib/billing/schema.ts";
import type { Database } from "#lib/db/database.ts";
import type { Place, Turned } from "#lib/db/keyset.ts";
import { momentJson } from "#lib/db/moment.ts";
import { readOne } from "#lib/db/read.ts";
import { field, listOf, shape, type ValueOf } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { user } from "#lib/identity/schema.ts";
import {
  organizationList,
  organizationsOf,
  ownOrganization,
} from "#lib/organizations/lists/organizations.ts";
import { viewer } from "#lib/workspace/frame.ts";

const { id, name, slug, role, memberCount } = organizationList.row;
const organization = shape({
  id,
  name,
  slug,
  role,
  memberCount,
  planName: planOf(id, plans.name),
});

/** One that its owner deleted, and may take back until it goes. */
const leaving = shape({
  id: ownOrganization.id,
  name: ownOrganization.name,
  slug: ownOrganization.slug,
  role: ownOrganization.role,
  goesAt: field(momentJson, sql`${ownOrganization.purgeAfter}`),
});

const mine = shape({
  viewer,
  list: organizationList.listed(organization),
  leaving: listOf(leaving, {
    from: sql`own where ${ownOrganization.deletedAt} is not null
      and ${ownOrganization.purgeAfter} > now()`,
    order: sql`${ownOrganization.purgeAfter}, ${ownOrganization.id}`,
  }),
});

export type MyOrganization = ValueOf<typeof organization>;
export type LeavingOrganization = ValueOf<typeof leaving>;

export type MyOrganizations = Omit<ValueOf<typeof mine>, "list"> & Turned<MyOrganization>;

export const organizationsPerPage = 50;

/** Where somebody is a member, by name, a page of it; null when there is no such person. */
export async function listMyOrganizations(
  db: Database,
  { userId }: { userId: string },
  place: Place = {},
): Promise<MyOrganizations | null> {
  const found = await readOne(db, mine, {
    with: organizationsOf({ userId }, { ...place, size: organizationsPerPage }),
    from: sql`${user} where ${user.id} = ${userId}::text and ${user.deletedAt} is null`,
  });
  if (!found) return null;
  const { list, ...rest } = found;
  return { ...rest, ...list };
}

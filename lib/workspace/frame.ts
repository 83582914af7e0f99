import type { SQL } from "drizzle-orm";
import * as z from "zod/mini";
import type { Database } from "#lib/db/database.ts";
import { momentJson } from "#lib/db/moment.ts";
import { readOne } from "#lib/db/read.ts";
import { rowNamed } from "#lib/db/row.ts";
import { type Field, shape, type ValueOf } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { user } from "#lib/identity/schema.ts";
import type { Scope } from "#lib/organizations/actor.ts";
import { rolesFrom } from "#lib/organizations/grant.ts";
import { organizationManagedBy } from "#lib/organizations/managed-by.ts";
import type { Role } from "#lib/organizations/schema.ts";
import { tenant } from "#lib/organizations/tenant.ts";
import { isIdentifier } from "#lib/text/storable.ts";

/** Who looks at a page: a row of `user`. */
export const viewer = shape({
  id: user.id,
  name: user.name,
  email: user.email,
  isVerified: user.emailVerified,
  image: user.image,
});

/** What is wrong with what the organization pays. */
const payment = z.object({
  /** Since when a payment is owed; after 7 days nothing can be spent. */
  owedSince: z.nullable(momentJson),
  /** More than one is a mistake, and owners are told about it. */
  liveSubscriptions: z.number(),
});

const told = rowNamed("scope", {
  viewer: viewer.parser,
  payment,
  /** Where the viewer is a member, this one among them, by name; the first 50. */
  organizations: z.array(z.object({ name: z.string(), slug: z.string() })),
});

/** What the frame of every page of an organization shows, of the row `scope`. */
export const frame = shape({
  organization: shape({
    id: tenant.organizationId,
    name: tenant.name,
    slug: tenant.slug,
    managedBy: tenant.managedBy,
  }),
  role: tenant.role,
  ...told,
});

export type Frame = ValueOf<typeof frame>;

interface Page<Found> {
  /** The role that it takes to see the page. */
  least?: Role;
  /** Common table expressions that read from `scope`. */
  with?: SQL | undefined;
  /** What it shows, of a row of `scope` and of `from`. */
  page: Field<Found>;
  /** What else is joined: for after `from scope`. */
  from?: SQL;
}

/**
 * What a page of an organization shows, in one statement; null when the scope does not reach. A page
 * is for people: with a key in its scope it finds nothing.
 */
export async function readPage<Found>(
  db: Database,
  { userId, slug }: Pick<Scope, "userId" | "slug">,
  { least = "member", with: ctes, page, from }: Page<Found>,
): Promise<Found | null> {
  // No row has what Postgres cannot even look for.
  const address = isIdentifier(slug) ? slug : null;
  const enough = `{${rolesFrom(least).join(",")}}`;
  return readOne(db, page, {
    with: sql`scope as (
      select *, ${organizationManagedBy} as managed_by
      from workspace_frame(${userId}::text, ${address}::text, ${enough}::text[])
    )${ctes && sql`, ${ctes}`}`,
    from: sql`scope ${from}`,
  });
}

import type { SQL } from "drizzle-orm";
import { sql } from "#lib/db/sql.ts";
import { user } from "#lib/identity/schema.ts";
import { organizations } from "#lib/organizations/schema.ts";
import { guardedUpsert } from "#lib/webhooks/upsert.ts";
import { microseconds, type Version, versionColumns } from "#lib/webhooks/version.ts";

interface Person {
  id: string;
  name?: string;
  email?: string | null;
}

/** Where an event stands among those that told of a stub. */
interface Place {
  rank: SQL;
  tie: string;
}

/** An event that merely mentions a person sorts below every event about them. */
const silent: Place = { rank: sql`0::bigint`, tie: "" };

/**
 * The place of an event among those that told of somebody else's stub: the same order, below all
 * events of their own.
 */
export const passing = ({ at, rank, tie }: Version): Place => ({
  rank: sql`(${microseconds(at)} + ${rank})`,
  tie,
});

/**
 * A common table expression `person` that makes sure of the row of one of Clerk's people. One that has not arrived yet
 * is a stub, older than every event; it knows what the greatest event in passing told of it.
 * @param after the relation that locks the organization, which comes first (`tenantStub`).
 */
export function personStub(
  { id, name = "", email = null }: Person,
  { told = silent, after }: { told?: Place; after: SQL },
): SQL {
  const stub = guardedUpsert({
    table: user,
    key: ["id"],
    from: sql`fresh where (select count(*) from ${after}) >= 0`,
    version: [sql.raw("provider <> 'clerk'"), ...versionColumns()],
    values: {
      id: sql`${id}::text`,
      provider: sql`'clerk'`,
      name: sql`${name}::text`,
      email: sql`${email}::text`,
      event_rank: told.rank,
      event_tie: sql`${told.tie}::text`,
    },
  });
  return sql`person as (${stub})`;
}

interface Told {
  name?: string;
  /** The place of the event that tells the name. */
  told?: Place;
  /** A relation with a row when a stub may be made. */
  due?: SQL;
}

/**
 * Common table expressions up to `tenant`: one row with the id of Clerk's organization, as a stub when
 * it has not arrived yet. Two that make the same stub at once both get its id, since the second one
 * waits for the first and then reads the row as it is.
 *
 * Writers in a tenant lock its organization first, then the person, then their membership: two
 * events that lock the same rows in two orders would wait for each other. One at a time writes the
 * members of a tenant, because the role of one depends on the others (`settle_clerk_roles`). The
 * deletion of a person may learn of an organization only when it has the person: it does not wait for
 * one, but starts again (`end_memberships`).
 */
export function tenantStub(
  clerkOrganizationId: string,
  { name = "", told = silent, due = sql`fresh` }: Told = {},
): SQL {
  const isNewer = sql`
    (present.event_at, present.event_rank, present.event_tie collate "C")
      < (excluded.event_at, excluded.event_rank, excluded.event_tie collate "C")`;
  return sql`
    present_tenant as (
      select id, event_at > '-infinity' as has_arrived, deleted_at is not null as is_gone
      from ${organizations}
      where clerk_organization_id = ${clerkOrganizationId}
      for no key update
    ),
    stub_tenant as (
      insert into ${organizations} as present (
        clerk_organization_id, slug, name, event_rank, event_tie
      )
      select ${clerkOrganizationId}::text, ${stubSlug(clerkOrganizationId)}::text, ${name}::text,
        ${told.rank}, ${told.tie}::text
      from ${due} where not exists (select from present_tenant where has_arrived)
      on conflict (clerk_organization_id) do update set
        name = case when ${isNewer} then excluded.name else present.name end,
        event_rank = case when ${isNewer} then excluded.event_rank else present.event_rank end,
        event_tie = case when ${isNewer} then excluded.event_tie else present.event_tie end
      returning id, deleted_at is not null as is_gone
    ),
    tenant as (
      select id, bool_or(is_gone) as is_gone from (
        select id, is_gone from present_tenant union all select id, is_gone from stub_tenant
      ) as either
      group by id
    )`;
}

/**
 * A slug that only Clerk's organization of this id can have, for while it has no other. Ids that differ
 * in case or in a sign alone give slugs that differ.
 */
export const stubSlug = (clerkOrganizationId: string) =>
  clerkOrganizationId.replace(
    /[^a-z0-9]/gu,
    (character) => `-${character.codePointAt(0)?.toString(16)}-`,
  );

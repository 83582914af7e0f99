import type { Database } from "#lib/db/database.ts";
import { sql } from "#lib/db/sql.ts";
import { user } from "#lib/identity/schema.ts";
import { type Acted, perform } from "./acting.ts";
import type { Origin, Person } from "./actor.ts";
import { createOrganizationAct } from "./acts.ts";
import { implement } from "./implement.ts";
import { founded, founding, isTaken, ownSlug } from "./insert-organization.ts";
import { slugOf } from "./make-slug.ts";
import { auditEvents, organizations } from "./schema.ts";
import { whenAdmitted } from "./scope.ts";

interface Founded {
  id: string;
  name: string;
  /** Empty to have one made of the name, with a random end when that is taken. */
  slug?: string | undefined;
}

/** Creates an organization with the person as its owner. The same ID again finds the one it created. */
export function foundOrganization(
  db: Database,
  founder: Person & Origin,
  { id, name, slug = "" }: Founded,
): Promise<Acted> {
  const wanted = slug || slugOf(name);
  return perform(
    db,
    sql`
    made_before as (
      select slug, deleted_at is null and exists (
          select from ${auditEvents}
          where organization_id = ${id}::uuid and action = 'organization.created'
            and actor_id = ${founder.userId}::text and metadata ->> 'name' = ${name}::text
            and ${slug}::text in ('', metadata ->> 'slug')
        ) as is_same
      from ${organizations} where id = ${id}::uuid
    ), judged as materialized (
      select
        case
          when exists (select from made_before where is_same) then 'unchanged'
          when exists (select from made_before) then 'id_reused'
          when ${slug !== ""}::boolean and ${isTaken(wanted)} then 'slug_taken'
          else 'done'
        end as outcome,
        coalesce((select slug from made_before), ${ownSlug(wanted)}) as slug
      from ${user} where "user".id = ${founder.userId}::text and "user".deleted_at is null
        ${whenAdmitted(founder)}
    ), ${founding(founder, { id, name })}`,
    founded,
  );
}

export const creation = implement(createOrganizationAct, {
  refusals: ["slug_taken", "id_reused", "too_many_organizations", "unauthenticated"],
  run: ({ db, actor, input, newId }) => foundOrganization(db, actor, { id: newId, ...input }),
});

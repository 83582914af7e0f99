import type { Database } from "#lib/db/database.ts";
import { shape } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import type { Scope } from "#lib/organizations/actor.ts";
import { tenant } from "#lib/organizations/tenant.ts";
import { offeredLists } from "#lib/products/newsletter/audience/lists/lists.ts";
import { countFound } from "#lib/products/newsletter/audience/segments/count-found.ts";
import {
  filterOfSegment,
  oneSegment,
  oneSegmentOf,
} from "#lib/products/newsletter/audience/segments/segments.ts";
import { ownFields } from "#lib/products/newsletter/audience/subscribers/person.ts";
import { isId } from "#lib/text/storable.ts";
import { frame, readPage } from "#lib/workspace/frame.ts";

const page = shape({
  frame,
  segment: oneSegment,
  lists: offeredLists,
  fields: ownFields,
  count: countFound(
    tenant.organizationId,
    sql`coalesce((select filter from asked_filter), ${filterOfSegment})`,
  ),
});

/**
 * A segment, for members; null when there is none of this id.
 * @param filter As JSON: who is counted in place of its own.
 */
export async function getSegment(
  db: Database,
  scope: Scope,
  id: string | undefined,
  filter: string | null = null,
) {
  if (!isId(id)) return null;
  return readPage(db, scope, {
    with: sql`asked_filter as (select ${filter}::jsonb as filter), ${oneSegmentOf(id)}`,
    page,
    from: sql`cross join one_segment`,
  });
}

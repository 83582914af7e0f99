import type { Database } from "#lib/db/database.ts";
import { shape } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import type { Scope } from "#lib/organizations/actor.ts";
import { tenant } from "#lib/organizations/tenant.ts";
import { offeredLists } from "#lib/products/newsletter/audience/lists/lists.ts";
import { countFound } from "#lib/products/newsletter/audience/segments/count-found.ts";
import { ownFields } from "#lib/products/newsletter/audience/subscribers/person.ts";
import { frame, readPage } from "#lib/workspace/frame.ts";

const page = shape({
  frame,
  lists: offeredLists,
  fields: ownFields,
  count: countFound(tenant.organizationId, sql`(select filter from asked_filter)`),
});

/**
 * What conditions may be about.
 * @param filter As JSON: who is counted; null while a condition is incomplete.
 */
export const getConditions = (db: Database, scope: Scope, filter: string | null) =>
  readPage(db, scope, { with: sql`asked_filter as (select ${filter}::jsonb as filter)`, page });

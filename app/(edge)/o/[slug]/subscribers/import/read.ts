import * as z from "zod/mini";
import type { Database } from "#lib/db/database.ts";
import { listOf, shape, type ValueOf } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { placeQuery } from "#lib/forms/query.ts";
import type { Scope } from "#lib/organizations/actor.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { inTenant } from "#lib/organizations/tenant.ts";
import {
  importList,
  importState,
  importsOf,
  missingParts,
} from "#lib/products/newsletter/imports/import-list.ts";
import { lists, subscriberFields } from "#lib/products/newsletter/schema.ts";
import { frame, readPage } from "#lib/workspace/frame.ts";

const { row } = importList;
const listed = shape({ ...importState(row).sources, missing: missingParts(row) });

const page = shape({
  frame,
  lists: listOf(shape({ id: lists.id, name: lists.name }), {
    from: sql`${lists} where ${inTenant(lists.organizationId)} and ${lists.archivedAt} is null`,
    order: sql`lower(${lists.name}), ${lists.id}`,
  }),
  fields: listOf(
    shape({
      key: subscriberFields.key,
      label: subscriberFields.label,
      kind: subscriberFields.kind,
    }),
    {
      from: sql`${subscriberFields} where ${inTenant(subscriberFields.organizationId)}`,
      order: sql`lower(${subscriberFields.label}), ${subscriberFields.key}`,
    },
  ),
  imports: importList.listed(listed),
});

export type ImportsPage = ValueOf<typeof page>;
export type ImportRow = ValueOf<typeof listed>;

export const importsQuery = z.object(placeQuery);

/** What it takes to import, and the imports of an organization with how far they are. */
export const getImports = (db: Database, scope: Scope, query: z.output<typeof importsQuery>) =>
  readPage(db, scope, {
    least: permissions["newsletter.send"].least,
    with: importsOf({ ...query, size: 10 }),
    page,
  });

import * as z from "zod/mini";
import type { Database } from "#lib/db/database.ts";
import { shape, type ValueOf } from "#lib/db/shape.ts";
import { placeQuery } from "#lib/forms/query.ts";
import type { Scope } from "#lib/organizations/actor.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { offeredLists } from "#lib/products/newsletter/audience/lists/lists.ts";
import { ownFields } from "#lib/products/newsletter/audience/subscribers/person.ts";
import {
  importList,
  importState,
  importsOf,
  missingParts,
} from "#lib/products/newsletter/imports/import-list.ts";
import { frame, readPage } from "#lib/workspace/frame.ts";

const { row } = importList;
const listed = shape({ ...importState(row).sources, missing: missingParts(row) });

const page = shape({
  frame,
  lists: offeredLists,
  fields: ownFields,
  imports: importList.listed(listed),
});

export type ImportRow = ValueOf<typeof listed>;

export const importsQuery = z.object(placeQuery);

/** What it takes to import, and the imports of an organization with how far they are. */
export const getImports = (db: Database, scope: Scope, query: z.output<typeof importsQuery>) =>
  readPage(db, scope, {
    least: permissions["newsletter.send"].least,
    with: importsOf({ ...query, size: 10 }),
    page,
  });

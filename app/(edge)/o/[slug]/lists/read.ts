import type { Database } from "#lib/db/database.ts";
import { shape } from "#lib/db/shape.ts";
import type { ArchivableQuery } from "#lib/forms/query.ts";
import type { Scope } from "#lib/organizations/actor.ts";
import {
  listedList,
  listList,
  listsOf,
  offeredLists,
} from "#lib/products/newsletter/audience/lists/lists.ts";
import { frame, readPage } from "#lib/workspace/frame.ts";

const page = shape({ frame, list: listList.listed(listedList) });
const listsPerPage = 25;

/** The lists of an organization, a page of them, for its members; null for everybody else. */
export const getLists = (db: Database, scope: Scope, { show, after, before }: ArchivableQuery) =>
  readPage(db, scope, {
    with: listsOf({ isArchived: show === "archived" }, { after, before, size: listsPerPage }),
    page,
  });

const choice = shape({ frame, lists: offeredLists });

/** The lists that a form lets its members choose from. */
export const getListsToChoose = (db: Database, scope: Scope) =>
  readPage(db, scope, { page: choice });

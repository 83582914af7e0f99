import * as z from "zod/mini";
import type { Database } from "#lib/db/database.ts";
import { shape } from "#lib/db/shape.ts";
import { orNothing, placeQuery } from "#lib/forms/query.ts";
import type { Scope } from "#lib/organizations/actor.ts";
import {
  listedList,
  listList,
  listsOf,
  offeredLists,
} from "#lib/products/newsletter/audience/lists/lists.ts";
import { frame, readPage } from "#lib/workspace/frame.ts";

/** What the address of the page asks for. */
export const listQuery = z.object({ show: orNothing(z.enum(["archived"])), ...placeQuery });

const page = shape({ frame, list: listList.listed(listedList) });
const listsPerPage = 25;

/** The lists of an organization, a page of them, for its members; null for everybody else. */
export const getLists = (
  db: Database,
  scope: Scope,
  { show, after, before }: z.output<typeof listQuery>,
) =>
  readPage(db, scope, {
    with: listsOf({ isArchived: show === "archived" }, { after, before, size: listsPerPage }),
    page,
  });

const choice = shape({ frame, lists: offeredLists });

/** The lists that a form lets its members choose from. */
export const getListsToChoose = (db: Database, scope: Scope) =>
  readPage(db, scope, { page: choice });

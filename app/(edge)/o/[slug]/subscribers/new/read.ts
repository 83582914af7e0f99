import type { Database } from "#lib/db/database.ts";
import { shape } from "#lib/db/shape.ts";
import type { Scope } from "#lib/organizations/actor.ts";
import { offeredLists } from "#lib/products/newsletter/audience/lists/lists.ts";
import { ownFields } from "#lib/products/newsletter/audience/subscribers/person.ts";
import { frame, readPage } from "#lib/workspace/frame.ts";

const page = shape({ frame, lists: offeredLists, fields: ownFields });

/** What somebody who is added can be given: lists and own fields. */
export const getListsAndFields = (db: Database, scope: Scope) => readPage(db, scope, { page });

import type { Database } from "#lib/db/database.ts";
import { shape } from "#lib/db/shape.ts";
import type { Scope } from "#lib/organizations/actor.ts";
import { offeredLists } from "#lib/products/newsletter/audience/lists/lists.ts";
import { offeredSegments } from "#lib/products/newsletter/audience/segments/segments.ts";
import { frame, readPage } from "#lib/workspace/frame.ts";

const page = shape({ frame, lists: offeredLists, segments: offeredSegments });

/** What a series can be for, for members. */
export const getListsAndSegments = (db: Database, scope: Scope) => readPage(db, scope, { page });

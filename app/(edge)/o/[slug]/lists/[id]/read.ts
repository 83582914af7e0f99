import type { Database } from "#lib/db/database.ts";
import { shape } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import type { Scope } from "#lib/organizations/actor.ts";
import { oneList, oneListOf } from "#lib/products/newsletter/audience/lists/lists.ts";
import { isId } from "#lib/text/storable.ts";
import { frame, readPage } from "#lib/workspace/frame.ts";

const page = shape({ frame, list: oneList });

/** A list, for members; null when there is none of this id. */
export async function getList(db: Database, scope: Scope, id: string | undefined) {
  if (!isId(id)) return null;
  return readPage(db, scope, { with: oneListOf(id), page, from: sql`cross join one_list` });
}

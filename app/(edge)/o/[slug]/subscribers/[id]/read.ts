import type { Database } from "#lib/db/database.ts";
import { shape } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import type { Scope } from "#lib/organizations/actor.ts";
import { offeredLists } from "#lib/products/newsletter/audience/lists/lists.ts";
import {
  onePerson,
  onePersonOf,
  ownFields,
} from "#lib/products/newsletter/audience/subscribers/person.ts";
import { isId } from "#lib/text/storable.ts";
import { frame, readPage } from "#lib/workspace/frame.ts";

const page = shape({ frame, person: onePerson, offered: offeredLists, fields: ownFields });

/** A person and what happened with them, for members; null when there is none of this id. */
export async function getPerson(db: Database, scope: Scope, id: string | undefined) {
  if (!isId(id)) return null;
  return readPage(db, scope, { with: onePersonOf(id), page, from: sql`cross join one_person` });
}

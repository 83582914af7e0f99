import type { Database } from "#lib/db/database.ts";
import { maybeOf, shape } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import type { Scope } from "#lib/organizations/actor.ts";
import { offeredLists } from "#lib/products/newsletter/audience/lists/lists.ts";
import { memberForm, memberFormOf } from "#lib/products/newsletter/public/forms/read-forms.ts";
import { isId } from "#lib/text/storable.ts";
import { frame, readPage } from "#lib/workspace/frame.ts";

const page = shape({
  frame,
  lists: offeredLists,
  form: maybeOf(memberForm, sql`member_form`),
});

/** A sign-up form, for members; null when there is none of this id. */
export async function getForm(db: Database, scope: Scope, id: string | undefined) {
  if (!isId(id)) return null;
  const found = await readPage(db, scope, { with: memberFormOf(id), page });
  return found?.form ? { ...found, form: found.form } : null;
}

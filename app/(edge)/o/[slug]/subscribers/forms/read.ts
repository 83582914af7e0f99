import type { Database } from "#lib/db/database.ts";
import { shape } from "#lib/db/shape.ts";
import type { Scope } from "#lib/organizations/actor.ts";
import { memberForms } from "#lib/products/newsletter/public/forms/read-forms.ts";
import { frame, readPage } from "#lib/workspace/frame.ts";

const page = shape({ frame, forms: memberForms });

/** The sign-up forms of an organization, for its members. */
export const getForms = (db: Database, scope: Scope) => readPage(db, scope, { page });

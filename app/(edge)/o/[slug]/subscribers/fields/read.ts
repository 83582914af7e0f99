import type { Database } from "#lib/db/database.ts";
import { shape } from "#lib/db/shape.ts";
import type { Scope } from "#lib/organizations/actor.ts";
import { ownFields } from "#lib/products/newsletter/audience/subscribers/person.ts";
import { frame, readPage } from "#lib/workspace/frame.ts";

const page = shape({ frame, fields: ownFields });

/** The own fields of an organization, for its members. */
export const getOwnFields = (db: Database, scope: Scope) => readPage(db, scope, { page });

import { alias } from "drizzle-orm/pg-core";
import { type SQL, sql } from "drizzle-orm/sql";
import { keyset, type Window } from "#lib/db/keyset.ts";
import { inTenant } from "#lib/organizations/tenant.ts";
import { exampleNotes } from "./schema.ts";

/** The notes of an organization, newest first. */
export const noteList = keyset("note", (name) => alias(exampleNotes, name));

/** Common table expressions over `scope`, for a page of `noteList`. */
export const notesOf = (window: Window): SQL =>
  noteList.tables(
    {
      rows: sql`select * from ${exampleNotes} where ${inTenant(exampleNotes.organizationId)}`,
      keys: (note) => [note.createdAt],
      descending: true,
    },
    window,
  );

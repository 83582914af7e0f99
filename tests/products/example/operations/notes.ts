import * as z from "zod/mini";
import { listed, listing } from "#lib/api/listing.ts";
import { defineOperation } from "#lib/api/operation.ts";
import { publish } from "#lib/api/publish.ts";
import { readList, windowOf } from "#lib/api/resources/list.ts";
import { resource } from "#lib/api/resources/wire.ts";
import { shape } from "#lib/db/shape.ts";
import { organizationPath } from "#lib/organizations/forms.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { inOrganization } from "#lib/organizations/place.ts";
import { reaching } from "#lib/organizations/tenant.ts";
import { noteList, notesOf } from "../notes.ts";
import { pinning } from "../pin-note.ts";

const group = { name: "Example notes", description: "Notes on the board of an organization." };
const path = "/organizations/{slug}/notes";

const { id, text, createdAt } = noteList.row;
const note = resource(shape({ id, text, createdAt }));

export const listNotesOperation = defineOperation({
  id: "listNotes",
  method: "GET",
  path,
  group,
  summary: "List notes",
  description: "Lists the notes on the board, newest first.",
  scope: permissions["note.read"].scope,
  params: inOrganization,
  ...listing(note.schema, "A page of notes."),
  problems: [],
  async handle({ db, actor, params, query }) {
    const found = await readList(db, {
      reach: reaching(actor, permissions["note.read"].least),
      with: notesOf(windowOf(query)),
      list: noteList.listed(note.item),
    });
    return listed(`/organizations/${params.slug}/notes`, query, found);
  },
});

export const pinNote = publish(pinning, {
  form: { to: ({ slug }) => `${organizationPath(slug)}/example`, notice: "note_pinned" },
  api: {
    id: "pinNote",
    method: "POST",
    path,
    group,
    summary: "Pin a note",
    description: "Requires the owner or admin role. A board holds three notes.",
    example: { text: "Minutes" },
    answers: {
      201: { description: "The note.", schema: z.object({ id: z.guid(), text: z.string() }) },
    },
    reply: (_, { newId, body }) => ({ status: 201, body: { id: newId, text: body.text } }),
  },
});

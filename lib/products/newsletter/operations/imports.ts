import * as z from "zod/mini";
import { listed, listing } from "#lib/api/listing.ts";
import { defineOperation } from "#lib/api/operation.ts";
import { publish } from "#lib/api/publish.ts";
import { listQuery, readList, windowOf } from "#lib/api/resources/list.ts";
import { resource } from "#lib/api/resources/wire.ts";
import { readOne } from "#lib/db/read.ts";
import { maybeOf, shape } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { writeLayout } from "#lib/imports/layout.ts";
import type { Actor } from "#lib/organizations/actor.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { inOrganization } from "#lib/organizations/place.ts";
import { reaching } from "#lib/organizations/tenant.ts";
import { importsPath } from "../audience/paths.ts";
import { anImport } from "../imports/acts.ts";
import { creation } from "../imports/create-import.ts";
import {
  importList,
  importOf,
  importState,
  importsOf,
  missingParts,
} from "../imports/import-list.ts";
import { noProblemYet, problemsOf } from "../imports/problem-list.ts";
import { reasonText } from "../imports/reasons.ts";
import { sendingPart } from "../imports/send-part.ts";
import { undoing } from "../imports/undo-import.ts";
import { uploading } from "../imports/upload-import.ts";

const group = {
  name: "Subscriber imports",
  description: "Files of subscribers, which are sent in parts.",
};
const path = "/organizations/{slug}/subscriber-imports";
const scope = permissions["newsletter.read"].scope;

const state = importState(importList.row);
const item = resource(state);
const whole = resource(shape({ ...state.sources, missing: missingParts(importList.row) }));

export const listSubscriberImportsOperation = defineOperation({
  id: "listSubscriberImports",
  method: "GET",
  path,
  group,
  summary: "List imports",
  description: "Lists the imports of subscribers and how far they are, newest first.",
  scope,
  params: inOrganization,
  ...listing(item.schema, "A page of imports."),
  problems: [],
  async handle({ db, actor, params, query }) {
    const found = await readList(db, {
      reach: reaching(actor, permissions["newsletter.read"].least),
      with: importsOf(windowOf(query)),
      list: importList.listed(item.item),
    });
    return listed(`/organizations/${params.slug}/subscriber-imports`, query, found);
  },
});

export const getSubscriberImportOperation = defineOperation({
  id: "getSubscriberImport",
  method: "GET",
  path: `${path}/{id}`,
  group,
  summary: "Get an import",
  description:
    "Tells how far an import is: what became of the rows so far, and which parts are missing.",
  scope,
  params: anImport,
  answers: { 200: { description: "The import.", schema: whole.schema } },
  problems: [],
  async handle({ db, actor, params: { id } }) {
    const found = await readOne(
      db,
      shape({ import: maybeOf(whole.item, sql`import`) }),
      ofImport(actor, id),
    );
    return found?.import ? { status: 200, body: found.import } : "not_found";
  },
});

const problem = z.object({
  line: z.number(),
  part: z.number(),
  column: z.nullable(z.string()),
  reason: z.string(),
  message: z.string(),
  cells: z.array(z.string()),
});

const placePattern = /^[0-9]{1,9}-[0-9]{1,4}$/;

export const listSubscriberImportProblemsOperation = defineOperation({
  id: "listSubscriberImportProblems",
  method: "GET",
  path: `${path}/{id}/problems`,
  group,
  summary: "List the problems of an import",
  description:
    "Lists the rows that were not taken in, by their lines: those with an error, those that a later row of the same address replaces (`repeated`), and people who are kept away.",
  scope,
  params: anImport,
  query: z.extend(listQuery, {
    cursor: z.optional(
      z
        .string("cursor_invalid")
        .check(
          z.regex(placePattern, "cursor_invalid"),
          z.describe("The `next` value of the previous page. Leave it out for the first page."),
        ),
    ),
  }),
  answers: {
    200: {
      description: "A page of problems.",
      schema: z.object({ data: z.array(problem), next: z.nullable(z.string()) }),
    },
  },
  problems: [],
  async handle({ db, actor, params: { id }, query: { limit, cursor } }) {
    const [line = noProblemYet.line, part = noProblemYet.part] =
      cursor?.split("-").map(Number) ?? [];
    const found = await readOne(
      db,
      shape({ problems: problemsOf({ line, part }, limit + 1) }),
      ofImport(actor, id, sql`reach join import on true`),
    );
    if (!found) return "not_found";
    const data = found.problems
      .slice(0, limit)
      .map((one) => ({ ...one, message: reasonText(one.reason) }));
    const last = found.problems.length > limit ? data.at(-1) : undefined;
    return { status: 200, body: { data, next: last ? `${last.line}-${last.part}` : null } };
  },
});

const ofImport = (actor: Actor, id: string, from = sql`reach`) => ({
  with: sql`${reaching(actor, permissions["newsletter.read"].least)}, ${importOf(id)}`,
  from,
});

export const createSubscriberImport = publish(creation, {
  form: {
    to: ({ slug }) => importsPath(slug),
    details: (_, id) => ({ id }),
  },
  api: {
    id: "createSubscriberImport",
    method: "POST",
    path,
    group,
    summary: "Create an import",
    description:
      "Requires the owner or admin role. Tells what a file of subscribers is like, before its parts are sent. Cut the file at ends of rows. State how the people agreed to get mail: it is kept with each of them.",
    example: {
      fileName: "readers.csv",
      names: ["Email", "Name", "City"],
      columns: ["email", "name", "ignore"],
      lists: [],
      consent: "They signed up at our booth in June 2026.",
      parts: 1,
    },
    answers: {
      201: {
        description: "The import.",
        schema: z.object({ id: z.guid(), layout: z.string(), parts: z.number() }),
      },
    },
    reply: (_, { newId: id, body }) => {
      const { encoding, separator, quotes, header, names, columns, parts } = body;
      const layout = writeLayout({ encoding, separator, quotes, header, names, columns });
      return { status: 201, body: { id, layout, parts } };
    },
  },
});

const counts = z.object({
  rows: z.number(),
  created: z.number(),
  updated: z.number(),
  unchanged: z.number(),
  refused: z.number(),
  repeated: z.number(),
  keptAway: z.number(),
});

export const sendSubscriberImportPart = publish(sendingPart, {
  form: { to: ({ slug }) => importsPath(slug), details: ({ counts: of }) => ({ counts: of }) },
  api: {
    id: "sendSubscriberImportPart",
    method: "POST",
    path: `${path}/{id}/parts`,
    group,
    summary: "Send a part of an import",
    description:
      "Requires the owner or admin role. Parts may come in any order; a part that comes again has no effect. New addresses become subscribers. Of subscribers that exist, the name and the fields are updated. People who left, bounced or complained are kept away: an import never changes a status. Of two rows with the same address the last one in the file counts.",
    example: { number: 0, line: 1, layout: "{…}", text: "Email\nmia@mail.example\n" },
    ownIdempotency: true,
    answers: {
      200: { description: "What became of the rows of this part.", schema: counts },
    },
    reply: ({ counts: of }) => {
      const { kept_away: keptAway = 0, ...rest } = of ?? {};
      return { status: 200, body: { ...rest, keptAway } };
    },
  },
});

export const undoSubscriberImport = publish(undoing, {
  form: { to: ({ slug }) => importsPath(slug), notice: "import_undone" },
  api: {
    id: "undoSubscriberImport",
    method: "POST",
    path: `${path}/{id}/undo`,
    group,
    summary: "Undo an import",
    description:
      "Requires the owner or admin role. Removes the subscribers that the import created and that nobody has changed and no letter was sent to since. What it updated stays. Undoing again has no effect.",
    answers: { 204: { description: "The import is undone." } },
  },
});

export const uploadSubscriberImport = publish(uploading, {
  form: { to: ({ slug }) => importsPath(slug), notice: "subscribers_imported" },
});

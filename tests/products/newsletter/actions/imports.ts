import type { DrizzleDatabase } from "#lib/db/drizzle.ts";
import type { Layout } from "#lib/imports/layout.ts";
import { writeLayout } from "#lib/imports/layout.ts";
import { createImport } from "#lib/products/newsletter/imports/create-import.ts";
import type { Action } from "#tests/organizations/actions.ts";
import type { Team } from "#tests/organizations/team.ts";

process.env.NEWSLETTER_SECRET ??= "a secret of the tests, with 32 characters";

const consent = "They signed up at our booth.";
const layout: Layout = {
  ...{ encoding: "utf-8", separator: ",", quotes: "double", header: "first_row" },
  names: ["Email"],
  columns: ["email"],
};

/** The import has the id of its organization, so that each scene knows it. */
const begun = (db: DrizzleDatabase, { id, owner }: Team) =>
  createImport(db, owner, { id, fileName: "a.csv", ...layout, lists: [], consent, parts: 2 });

const theImport = ({ id }: { id: string }) => ({ id });

export const importActions: Record<string, Action> = {
  "begin an import of subscribers": {
    act: "subscriber_import.create",
    input: () => ({ fileName: "a.csv", names: ["Email"], columns: ["email"], consent, parts: 1 }),
  },
  "send a part of it": {
    act: "subscriber_import.send_part",
    leavesNoEvent: true,
    prepare: begun,
    params: theImport,
    input: () => ({
      number: 0,
      line: 1,
      layout: writeLayout(layout),
      text: "Email\nmia@mail.example\n",
    }),
  },
  "undo it": { act: "subscriber_import.undo", prepare: begun, params: theImport },
  "import a small file in one request": {
    act: "subscriber_import.upload",
    input: () => ({ file: "Email\nmia@mail.example\n", consent }),
  },
};

import * as z from "zod/mini";
import { defineAct } from "#lib/forms/act.ts";
import { exactText, id, identifier, line } from "#lib/forms/fields.ts";
import { messagesOf } from "#lib/forms/form.ts";
import { encodings } from "#lib/imports/decode.ts";
import { columnNameLength, mostColumns } from "#lib/imports/layout.ts";
import { separators } from "#lib/imports/separators.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { inOrganization, withId } from "#lib/organizations/place.ts";
import { organizationMessages } from "#lib/organizations/refusals.ts";
import { importsPath } from "../audience/paths.ts";
import { fieldMessages, refusals } from "../manifest/imports.ts";
import { targetPattern } from "./targets.ts";

const messages = {
  ...organizationMessages,
  ...messagesOf(refusals),
  ...messagesOf(fieldMessages),
};

const onImports = {
  page: ({ slug }: { slug: string }) => importsPath(slug),
  messages,
};

const fileName = line(500, {
  missing: "import_file_missing",
  tooLong: "import_file_missing",
  invalid: "import_file_missing",
});

export const consentLength = 1_000;

/** How the people of a file agreed to get mail: what the importer states. */
const consent = line(consentLength, {
  missing: "import_consent_missing",
  tooLong: "import_consent_too_long",
  invalid: "import_consent_missing",
});

const lists = z._default(
  z
    .array(id.check(z.describe("The ID of a list.")))
    .check(z.maxLength(100, "import_lists_invalid")),
  [],
);

const names = z
  .array(exactText(columnNameLength, "import_invalid"), "import_invalid")
  .check(z.minLength(1, "import_invalid"), z.maxLength(mostColumns, "import_invalid"));

// That one is the email, and none comes twice, its statement says.
const columns = z
  .array(
    z.string("column_unknown").check(z.regex(targetPattern, "column_unknown")),
    "column_unknown",
  )
  .check(z.minLength(1, "column_unknown"), z.maxLength(mostColumns, "import_invalid"));

/** The most parts of a file: 40 GB of it. */
const mostParts = 10_000;

export const createImportAct = defineAct({
  name: "subscriber_import.create",
  needs: permissions["newsletter.send"],
  params: inOrganization,
  input: z.object({
    fileName,
    encoding: z._default(z.enum(encodings, "import_invalid"), "utf-8"),
    separator: z._default(z.enum(separators, "import_invalid"), ","),
    quotes: z._default(
      z
        .enum(["double", "none"], "import_invalid")
        .check(z.describe("`none` for a file in which quotation marks are letters.")),
      "double",
    ),
    header: z._default(
      z
        .enum(["first_row", "none"], "import_invalid")
        .check(z.describe("Whether the first row has the names of the columns.")),
      "first_row",
    ),
    names: names.check(z.describe("The names of the columns, in their order.")),
    columns: columns.check(
      z.describe(
        "What each column is: `email`, `name`, `lists`, `ignore`, or the kind and key of a field, such as `text:city`.",
      ),
    ),
    lists,
    consent: consent.check(z.describe("How these people agreed to get mail.")),
    digest: z.optional(
      z
        .string("import_invalid")
        .check(
          z.regex(/^[0-9a-f]{64}$/, "import_invalid"),
          z.describe("SHA-256 of the file, in hexadecimal, to know it again."),
        ),
    ),
    parts: z
      .number("import_invalid")
      .check(
        z.int("import_invalid"),
        z.gte(1, "import_invalid"),
        z.lte(mostParts, "import_invalid"),
      ),
  }),
  makes: true,
  ...onImports,
});
export type NewImport = z.output<typeof createImportAct.input>;

export const anImport = withId("import");

/** So many characters of a file in one part; the body of a function ends at 4.5 MB. */
export const partLength = 4_000_000;
const partBytes = 4_400_000;

export const sendPartAct = defineAct({
  name: "subscriber_import.send_part",
  needs: permissions["newsletter.send"],
  params: anImport,
  input: z.object({
    number: z
      .number("import_invalid")
      .check(
        z.int("import_invalid"),
        z.gte(0, "import_invalid"),
        z.lte(mostParts - 1, "import_invalid"),
        z.describe("Which part it is, from 0."),
      ),
    line: z
      .number("import_invalid")
      .check(
        z.int("import_invalid"),
        z.gte(1, "import_invalid"),
        z.lte(1_000_000_000, "import_invalid"),
        z.describe("The line of the file that the part begins on, from 1."),
      ),
    layout: exactText(200_000, "layout_differs").check(z.describe("The `layout` of the import.")),
    text: z
      .string("import_invalid")
      .check(
        z.maxLength(partLength, "import_file_too_large"),
        z.describe("Whole rows of the file. The first part begins with its header."),
      ),
  }),
  byteLimit: partBytes,
  ...onImports,
});

export const undoImportAct = defineAct({
  name: "subscriber_import.undo",
  needs: permissions["newsletter.send"],
  params: anImport,
  input: z.object({}),
  ...onImports,
});

/** A file as a form without script sends it, or the text of one. */
const file = z.union([z.file(), z.string()], "import_file_missing");

/** A whole file in one request, whose columns are guessed: for a browser without script. */
export const uploadImportAct = defineAct({
  name: "subscriber_import.upload",
  needs: permissions["newsletter.send"],
  params: inOrganization,
  input: z.object({
    file,
    consent,
    lists,
    /** Own fields as the page knows them: `text:city:City`. */
    fields: z._default(z.array(identifier("import_invalid")).check(z.maxLength(500)), []),
    separator: z.optional(z.enum(separators, "import_invalid")),
    encoding: z.optional(z.enum(encodings, "import_invalid")),
  }),
  makes: true,
  byteLimit: partBytes,
  section: "upload",
  ...onImports,
});

import * as z from "zod/mini";
import { defineAct } from "#lib/forms/act.ts";
import { line } from "#lib/forms/fields.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { inOrganization, withId } from "#lib/organizations/place.ts";
import { fieldName } from "../../content/placeholder.ts";
import { commonFields } from "../../letter/person.ts";
import { messages } from "../messages.ts";
import { fieldsPath } from "../paths.ts";

export const fieldKinds = ["text", "number", "date", "boolean"] as const;
export type FieldKind = (typeof fieldKinds)[number];

const onFields = {
  needs: permissions["newsletter.write"],
  page: ({ slug }: { slug: string }) => fieldsPath(slug),
  messages,
};

const label = line(60, {
  missing: "field_label_missing",
  tooLong: "field_label_too_long",
  invalid: "field_label_missing",
});

// Those that every person has cannot be own fields as well.
const taken: readonly string[] = [...commonFields, "fields", "unsubscribe", "preferences"];

export const createFieldAct = defineAct({
  ...onFields,
  name: "field.create",
  params: inOrganization,
  input: z.object({
    label,
    /** The name of its placeholder: `{{city}}`. */
    key: z
      .string("field_key_invalid")
      .check(
        z.regex(fieldName, { error: "field_key_invalid", abort: true }),
        z.refine((key) => !taken.includes(key), "field_key_reserved"),
      )
      .register(z.globalRegistry, { not: { enum: [...taken] } }),
    kind: z.enum(fieldKinds, "field_kind_invalid"),
  }),
  makes: true,
});

export const renameFieldAct = defineAct({
  ...onFields,
  name: "field.rename",
  params: withId("field"),
  input: z.object({ label }),
});

export const deleteFieldAct = defineAct({
  ...onFields,
  name: "field.delete",
  params: withId("field"),
  input: z.object({}),
});

import * as z from "zod/mini";
import { defineAct } from "#lib/forms/act.ts";
import { line } from "#lib/forms/fields.ts";
import { messagesOf } from "#lib/forms/form.ts";
import { organizationPath } from "#lib/organizations/forms.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { inOrganization } from "#lib/organizations/place.ts";
import { product } from "./product.ts";

export const pinNoteAct = defineAct({
  name: "note.pin",
  needs: permissions["note.write"],
  params: inOrganization,
  input: z.object({
    text: line(100, {
      missing: "note_missing",
      tooLong: "note_too_long",
      invalid: "note_missing",
    }),
  }),
  makes: true,
  page: ({ slug }) => `${organizationPath(slug)}/example`,
  messages: { ...messagesOf(product.refusals), ...messagesOf(product.fieldMessages) },
});

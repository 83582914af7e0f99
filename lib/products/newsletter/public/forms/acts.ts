import * as z from "zod/mini";
import { defineAct } from "#lib/forms/act.ts";
import { exactText, id, line } from "#lib/forms/fields.ts";
import { messagesOf } from "#lib/forms/form.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { inOrganization, withId } from "#lib/organizations/place.ts";
import { organizationMessages } from "#lib/organizations/refusals.ts";
import { fieldMessages, refusals } from "../../manifest/public.ts";
import { formsPath, oneFormPath } from "./paths.ts";

const needs = permissions["newsletter.write"];
const messages: Record<string, string> = {
  ...organizationMessages,
  ...messagesOf(refusals),
  ...messagesOf(fieldMessages),
};

const text = (limit: number, code: string) =>
  line(limit, { missing: code, tooLong: code, invalid: code });

const input = z.object({
  name: text(100, "form_name_invalid"),
  title: text(100, "form_title_invalid"),
  description: z._default(exactText(500, "form_description_invalid"), ""),
  consent: text(500, "form_consent_invalid"),
  /** Whether it asks for a name, which nobody has to give. */
  asksName: z._default(z.boolean(), false),
  isDoubleOptIn: z._default(z.boolean(), true),
  lists: z
    .array(id, "form_lists_missing")
    .check(z.minLength(1, "form_lists_missing"), z.maxLength(100, "form_lists_missing")),
});
export type FormInput = z.output<typeof input>;

export const createFormAct = defineAct({
  name: "subscribe_form.create",
  needs,
  params: inOrganization,
  input,
  makes: true,
  page: ({ slug }) => `${formsPath(slug)}/new`,
  messages,
});

const onForm = {
  needs,
  params: withId("form"),
  page: ({ slug, id }: { slug: string; id: string }) => oneFormPath(slug, id),
  messages,
};

export const updateFormAct = defineAct({ ...onForm, name: "subscribe_form.update", input });
export const archiveFormAct = defineAct({
  ...onForm,
  name: "subscribe_form.archive",
  input: z.object({}),
});
export const restoreFormAct = defineAct({
  ...onForm,
  name: "subscribe_form.restore",
  input: z.object({}),
});

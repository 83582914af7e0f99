import * as z from "zod/mini";
import { listed, listing } from "#lib/api/listing.ts";
import { defineOperation } from "#lib/api/operation.ts";
import { publish } from "#lib/api/publish.ts";
import { listQuery, readList, windowOf } from "#lib/api/resources/list.ts";
import { resource } from "#lib/api/resources/wire.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { inOrganization } from "#lib/organizations/place.ts";
import { reaching } from "#lib/organizations/tenant.ts";
import { formArchival, formRestoral } from "../public/forms/archive-form.ts";
import { formsPath, oneFormPath } from "../public/forms/paths.ts";
import { formList, formsOf, listedForm } from "../public/forms/read-forms.ts";
import { formCreation, formUpdate } from "../public/forms/write-form.ts";
import { newsletterGroups } from "./groups.ts";

const group = newsletterGroups.forms;
const path = "/organizations/{slug}/subscribe-forms";

const form = resource(listedForm);

export const listFormsOperation = defineOperation({
  id: "listSubscribeForms",
  method: "GET",
  path,
  group,
  summary: "List sign-up forms",
  description: "Lists all forms, including archived ones, newest first.",
  scope: permissions["newsletter.read"].scope,
  params: inOrganization,
  ...listing(form.schema, "A page of forms."),
  query: listQuery,
  problems: [],
  async handle({ db, actor, params, query }) {
    const found = await readList(db, {
      reach: reaching(actor, permissions["newsletter.read"].least),
      with: formsOf(windowOf(query)),
      list: formList.listed(form.item),
    });
    return listed(`/organizations/${params.slug}/subscribe-forms`, query, found);
  },
});

const written = z.object({
  id: z.guid(),
  name: z.string(),
  title: z.string(),
  description: z.string(),
  consent: z.string(),
  asksName: z.boolean(),
  isDoubleOptIn: z.boolean(),
  lists: z.array(z.guid()),
});
const example = {
  name: "Footer of the website",
  title: "Get our monthly letter",
  consent: "I want to receive this newsletter by email.",
  lists: ["5f0c6f8e-3f0b-4a54-9a3c-0f6a4c1b7d21"],
};

const onForm = (_: object, { slug, id }: { slug: string; id: string }) => oneFormPath(slug, id);

export const createForm = publish(formCreation, {
  form: { to: ({ id }, { slug }) => oneFormPath(slug, id), notice: "subscribe_form_created" },
  api: {
    id: "createSubscribeForm",
    method: "POST",
    path,
    group,
    summary: "Create a sign-up form",
    description:
      "People subscribe with it on its own page or in any other. `consent` is kept with each consent, as it was read.",
    example,
    answers: { 201: { description: "The form.", schema: written } },
    reply: (_, { newId, body }) => ({ status: 201, body: { id: newId, ...body } }),
  },
});

export const updateForm = publish(formUpdate, {
  form: { to: onForm, notice: "subscribe_form_updated" },
  api: {
    id: "updateSubscribeForm",
    method: "PATCH",
    path: `${path}/{id}`,
    group,
    summary: "Change a sign-up form",
    description: "Fields that are left out get their defaults.",
    example,
    answers: { 200: { description: "The form.", schema: written } },
    reply: (_, { params: { id }, body }) => ({ status: 200, body: { id, ...body } }),
  },
});

export const archiveForm = publish(formArchival, {
  form: { to: (_, { slug }) => formsPath(slug), notice: "subscribe_form_archived" },
  api: {
    id: "archiveSubscribeForm",
    method: "POST",
    path: `${path}/{id}/archive`,
    group,
    summary: "Archive a sign-up form",
    description: "It takes no more sign-ups, wherever it is embedded.",
    answers: { 204: { description: "The form is archived." } },
  },
});

export const restoreForm = publish(formRestoral, {
  form: { to: onForm, notice: "subscribe_form_restored" },
  api: {
    id: "restoreSubscribeForm",
    method: "POST",
    path: `${path}/{id}/restore`,
    group,
    summary: "Restore a sign-up form",
    description: "People can subscribe with it again.",
    answers: { 204: { description: "The form is no longer archived." } },
  },
});

import * as z from "zod/mini";
import { defineOperation } from "#lib/api/operation.ts";
import { publish } from "#lib/api/publish.ts";
import { readOne } from "#lib/db/read.ts";
import { field, shape } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { inOrganization } from "#lib/organizations/place.ts";
import { reaching } from "#lib/organizations/tenant.ts";
import { fieldKinds } from "../audience/own-fields/acts.ts";
import { fieldCreation, fieldDeletion, fieldRenaming } from "../audience/own-fields/write-field.ts";
import { fieldsPath } from "../audience/paths.ts";
import { ownFields } from "../audience/subscribers/person.ts";
import { newsletterGroups } from "./groups.ts";

const group = newsletterGroups.fields;
const path = "/organizations/{slug}/subscriber-fields";

const ownField = z.object({
  id: z.guid(),
  key: z.string(),
  label: z.string(),
  kind: z.enum(fieldKinds),
});

const found = shape({ may: field(z.boolean(), sql`reach.may`), data: ownFields });

export const listFieldsOperation = defineOperation({
  id: "listSubscriberFields",
  method: "GET",
  path,
  group,
  summary: "List fields",
  description: "Lists all own fields of the organization, in the order in which they were created.",
  scope: permissions["newsletter.read"].scope,
  params: inOrganization,
  answers: { 200: { description: "All fields.", schema: z.object({ data: z.array(ownField) }) } },
  problems: [],
  async handle({ db, actor }) {
    const read = await readOne(db, found, {
      with: reaching(actor, permissions["newsletter.read"].least),
      from: sql`reach`,
    });
    return read?.may ? { status: 200, body: { data: read.data } } : "not_found";
  },
});

const toFields = (_: object, { slug }: { slug: string }) => fieldsPath(slug);

export const createField = publish(fieldCreation, {
  form: { to: toFields, notice: "field_created" },
  api: {
    id: "createSubscriberField",
    method: "POST",
    path,
    group,
    summary: "Create a field",
    description: "`key` is the name of its placeholder in letters: `{{city}}`.",
    example: { key: "city", label: "City", kind: "text" },
    answers: { 201: { description: "The field.", schema: ownField } },
    reply: (_, { newId, body }) => ({ status: 201, body: { id: newId, ...body } }),
  },
});

export const renameField = publish(fieldRenaming, {
  form: { to: toFields, notice: "field_renamed" },
  api: {
    id: "renameSubscriberField",
    method: "PATCH",
    path: `${path}/{id}`,
    group,
    summary: "Rename a field",
    description: "Its key and its kind stay.",
    example: { label: "Home town" },
    answers: { 204: { description: "The field has the label." } },
  },
});

export const deleteField = publish(fieldDeletion, {
  form: { to: toFields, notice: "field_deleted" },
  api: {
    id: "deleteSubscriberField",
    method: "DELETE",
    path: `${path}/{id}`,
    group,
    summary: "Delete a field",
    description:
      "Its values stay with the people, unseen. A new field with the same key shows them again.",
    answers: { 204: { description: "The field is deleted." } },
  },
});

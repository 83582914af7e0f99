import * as z from "zod/mini";
import { listed, listing } from "#lib/api/listing.ts";
import { defineOperation } from "#lib/api/operation.ts";
import { publish } from "#lib/api/publish.ts";
import { listQuery, readList, windowOf } from "#lib/api/resources/list.ts";
import { resource } from "#lib/api/resources/wire.ts";
import type { Acted } from "#lib/organizations/acting.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { inOrganization } from "#lib/organizations/place.ts";
import { reaching } from "#lib/organizations/tenant.ts";
import { listArchival, listRestoral } from "../audience/lists/archive-list.ts";
import { listedList, listList, listsOf } from "../audience/lists/lists.ts";
import { listCreation, listUpdate } from "../audience/lists/write-list.ts";
import { listPath } from "../audience/paths.ts";
import { newsletterGroups } from "./groups.ts";

const group = newsletterGroups.lists;
const path = "/organizations/{slug}/lists";

const list = resource(listedList);

const query = z.extend(listQuery, {
  archived: z._default(
    z.enum(["false", "true"]).check(z.describe("`true` lists the archived ones instead.")),
    "false",
  ),
});

export const listListsOperation = defineOperation({
  id: "listLists",
  method: "GET",
  path,
  group,
  summary: "List lists",
  description:
    "Lists the lists of the organization, newest first. `people` counts up to 10,000; 10,001 stands for more.",
  scope: permissions["newsletter.read"].scope,
  params: inOrganization,
  ...listing(list.schema, "A page of lists."),
  query,
  problems: [],
  async handle({ db, actor, params, query }) {
    const found = await readList(db, {
      reach: reaching(actor, permissions["newsletter.read"].least),
      with: listsOf({ isArchived: query.archived === "true" }, windowOf(query)),
      list: listList.listed(list.item),
    });
    return listed(`/organizations/${params.slug}/lists`, query, found);
  },
});

const written = z.object({
  id: z.guid(),
  name: z.string(),
  description: z.string(),
  isPublic: z.boolean(),
});
const example = { name: "Monthly letter", description: "News once a month.", isPublic: true };

const onList = (_: Acted, { slug, id }: { slug: string; id: string }) => listPath(slug, id);

export const createList = publish(listCreation, {
  form: { to: ({ id }, { slug }) => listPath(slug, id), notice: "list_created" },
  api: {
    id: "createList",
    method: "POST",
    path,
    group,
    summary: "Create a list",
    description:
      "People see a public list on the page of their preferences, and can join it there.",
    example,
    answers: { 201: { description: "The list.", schema: written } },
    reply: (_, { newId, body }) => ({ status: 201, body: { id: newId, ...body } }),
  },
});

export const updateList = publish(listUpdate, {
  form: { to: onList, notice: "list_updated" },
  api: {
    id: "updateList",
    method: "PATCH",
    path: `${path}/{id}`,
    group,
    summary: "Change a list",
    description: "Fields that are left out get their defaults.",
    example,
    answers: { 200: { description: "The list.", schema: written } },
    reply: (_, { params: { id }, body }) => ({ status: 200, body: { id, ...body } }),
  },
});

export const archiveList = publish(listArchival, {
  form: { to: onList, notice: "list_archived" },
  api: {
    id: "archiveList",
    method: "POST",
    path: `${path}/{id}/archive`,
    group,
    summary: "Archive a list",
    description: "Its people and campaigns stay. Nobody can join it until it is restored.",
    answers: { 204: { description: "The list is archived." } },
  },
});

export const restoreList = publish(listRestoral, {
  form: { to: onList, notice: "list_restored" },
  api: {
    id: "restoreList",
    method: "POST",
    path: `${path}/{id}/restore`,
    group,
    summary: "Restore a list",
    description: "Campaigns can go to it again.",
    answers: { 204: { description: "The list is no longer archived." } },
  },
});

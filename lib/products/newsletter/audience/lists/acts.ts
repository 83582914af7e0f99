import * as z from "zod/mini";
import { defineAct } from "#lib/forms/act.ts";
import { exactText } from "#lib/forms/fields.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { inOrganization, withId } from "#lib/organizations/place.ts";
import { audienceName } from "../filter.ts";
import { messages } from "../messages.ts";
import { listPath, listsPath } from "../paths.ts";

const needs = permissions["newsletter.write"];

const input = z.object({
  name: audienceName,
  /** What people read about it on the page of their preferences. */
  description: z._default(exactText(500, "description_invalid"), ""),
  /** Whether people see it there. */
  isPublic: z._default(z.boolean(), false),
});

export const createListAct = defineAct({
  name: "list.create",
  needs,
  params: inOrganization,
  input,
  makes: true,
  page: ({ slug }) => `${listsPath(slug)}/new`,
  messages,
});

export const updateListAct = defineAct({
  name: "list.update",
  needs,
  params: withId("list"),
  input,
  page: ({ slug, id }) => listPath(slug, id),
  messages,
});

const onList = {
  needs,
  params: withId("list"),
  input: z.object({}),
  page: ({ slug, id }: { slug: string; id: string }) => listPath(slug, id),
  messages,
};

export const archiveListAct = defineAct({ ...onList, name: "list.archive" });
export const restoreListAct = defineAct({ ...onList, name: "list.restore" });

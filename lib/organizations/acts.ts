import * as z from "zod/mini";
import { defineAct } from "#lib/forms/act.ts";
import { exactText } from "#lib/forms/fields.ts";
import { organizationNameSchema, organizationPath } from "./forms.ts";
import { permissions } from "./permissions.ts";
import { inOrganization } from "./place.ts";
import { organizationMessages as messages } from "./refusals.ts";
import { slugSchema } from "./slug.ts";

/** Without a slug, the organization gets one that is made of its name. */
export const createOrganizationAct = defineAct({
  name: "organization.create",
  needs: null,
  params: z.object({}),
  input: z.object({ name: organizationNameSchema, slug: z.optional(slugSchema) }),
  makes: true,
  page: () => "/organizations/new",
  messages,
});

const onSettings = {
  params: inOrganization,
  page: ({ slug }: { slug: string }) => `${organizationPath(slug)}/settings`,
  messages,
};

export const renameAct = defineAct({
  name: "organization.rename",
  needs: permissions["organization.rename"],
  input: z.object({ name: organizationNameSchema }),
  ...onSettings,
});

export const changeSlugAct = defineAct({
  name: "organization.change_slug",
  needs: permissions["organization.change_slug"],
  input: z.object({ slug: slugSchema }),
  ...onSettings,
});

/** The organization's name has to be typed exactly. */
export const deleteAct = defineAct({
  name: "organization.delete",
  needs: permissions["organization.delete"],
  input: z.object({ name: exactText(500, "name_mismatch") }),
  ...onSettings,
});

export const leaveAct = defineAct({
  name: "organization.leave",
  needs: permissions["organization.leave"],
  input: z.object({}),
  ...onSettings,
});

/** For an organization in its grace; its pages are gone, so it is offered beside the others. */
export const restoreAct = defineAct({
  name: "organization.restore",
  needs: permissions["organization.restore"],
  params: inOrganization,
  input: z.object({}),
  page: () => "/organizations",
  messages,
});

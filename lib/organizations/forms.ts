import * as z from "zod/mini";
import { exactText, line, newId } from "#lib/forms/fields.ts";
import type { Form } from "#lib/forms/form.ts";
import { organizationMessages as messages } from "./refusals.ts";
import { slugSchema } from "./slug.ts";

/** In UTF-16 code units, as `maxlength` counts. */
export const organizationNameLength = 100;

export const organizationNameSchema = line(organizationNameLength, {
  missing: "name_missing",
  tooLong: "name_too_long",
  invalid: "name_invalid",
});

/** Where the pages and the API of an organization are. */
export const organizationPath = (slug: string) => `/o/${encodeURIComponent(slug)}` as const;
export const organizationApi = (slug: string) =>
  `/api/v1/organizations/${encodeURIComponent(slug)}` as const;

const nothing = z.object({});

/** Without a slug, the organization gets one that is made of its name. */
export const createOrganizationForm = {
  page: "/organizations/new",
  action: "/api/v1/organizations",
  schema: z.object({
    id: newId,
    name: organizationNameSchema,
    slug: z.optional(z.union([z.literal(""), slugSchema])),
  }),
  messages,
} satisfies Form<{ id: string; name: string; slug?: string | undefined }>;

export const renameForm = (slug: string) =>
  settings(slug, "", z.object({ name: organizationNameSchema }));

export const moveForm = (slug: string) => settings(slug, "/slug", z.object({ slug: slugSchema }));

/** The organization's name has to be typed exactly. */
export const deleteForm = (slug: string) =>
  settings(slug, "/delete", z.object({ name: exactText(500, "name_mismatch") }));

export const leaveForm = (slug: string) => settings(slug, "/leave", nothing);

/** For an organization in its grace; its pages are gone, so it is offered beside the others. */
export const restoreForm = (slug: string): Form<object> => ({
  page: "/organizations",
  action: `${organizationApi(slug)}/restore`,
  schema: nothing,
  messages,
});

const settings = <Input>(
  slug: string,
  path: string,
  schema: z.ZodMiniType<Input>,
): Form<Input> => ({
  page: `${organizationPath(slug)}/settings`,
  action: `${organizationApi(slug)}${path}`,
  schema,
  messages,
});

import { line } from "#lib/forms/fields.ts";

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

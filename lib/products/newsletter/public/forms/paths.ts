import { organizationPath } from "#lib/organizations/forms.ts";

/** The pages of members about forms. */
export const formsPath = (slug: string) => `${organizationPath(slug)}/subscribers/forms` as const;
export const oneFormPath = (slug: string, id: string) =>
  `${formsPath(slug)}/${encodeURIComponent(id)}` as const;

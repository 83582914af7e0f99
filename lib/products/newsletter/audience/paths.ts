import { organizationPath } from "#lib/organizations/forms.ts";

export const subscribersPath = (slug: string) => `${organizationPath(slug)}/subscribers` as const;
export const subscriberPath = (slug: string, id: string) =>
  `${subscribersPath(slug)}/${encodeURIComponent(id)}` as const;
export const listsPath = (slug: string) => `${organizationPath(slug)}/lists` as const;
export const listPath = (slug: string, id: string) =>
  `${listsPath(slug)}/${encodeURIComponent(id)}` as const;
export const fieldsPath = (slug: string) => `${subscribersPath(slug)}/fields` as const;
export const segmentsPath = (slug: string) => `${organizationPath(slug)}/segments` as const;
export const segmentPath = (slug: string, id: string) =>
  `${segmentsPath(slug)}/${encodeURIComponent(id)}` as const;
export const importsPath = (slug: string) => `${subscribersPath(slug)}/import` as const;

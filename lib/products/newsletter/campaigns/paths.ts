import { organizationPath } from "#lib/organizations/forms.ts";

export const campaignsPath = (slug: string) => `${organizationPath(slug)}/campaigns` as const;

export const campaignPath = (slug: string, id: string) =>
  `${campaignsPath(slug)}/${encodeURIComponent(id)}` as const;

export const editPath = (slug: string, id: string) => `${campaignPath(slug, id)}/edit` as const;

export const settingsPath = (slug: string) => `${campaignsPath(slug)}/settings` as const;

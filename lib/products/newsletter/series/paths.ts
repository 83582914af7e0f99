import { organizationPath } from "#lib/organizations/forms.ts";

export const allSeriesPath = (slug: string) => `${organizationPath(slug)}/series` as const;
export const seriesPath = (slug: string, id: string) =>
  `${allSeriesPath(slug)}/${encodeURIComponent(id)}` as const;
export const stepPath = (slug: string, id: string, step: string) =>
  `${seriesPath(slug, id)}/steps/${encodeURIComponent(step)}` as const;
export const peoplePath = (slug: string, id: string) => `${seriesPath(slug, id)}/people` as const;

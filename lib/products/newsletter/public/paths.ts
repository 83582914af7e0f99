import { publicPath } from "../links.ts";

/** Where the forms of public pages are sent: routes on Node. */
export const preferencesRoute = (token: string) => `/api/newsletter/preferences/${token}`;
export const confirmRoute = (token: string) => `/api/newsletter/confirm/${token}`;
export const subscribeRoute = (formId: string) => `/api/newsletter/subscribe/${formId}`;

/** The hosted page of a form, and the script that puts it into another page. */
export const subscribePath = (slug: string, formId: string) =>
  `${publicPath(encodeURIComponent(slug))}/subscribe/${formId}`;
export const embedPath = (slug: string, formId: string) =>
  `${subscribePath(slug, formId)}/embed.js`;

/** The archive, its feeds and one campaign of it. */
export const archivePath = (slug: string) => publicPath(encodeURIComponent(slug));
export const feedPath = (slug: string, kind: "rss" | "atom") => `${archivePath(slug)}/${kind}.xml`;
export const letterPath = (slug: string, campaignId: string) =>
  `${archivePath(slug)}/${encodeURIComponent(campaignId)}`;

/** A person's own data, by a link that they were just mailed. */
export const dataPath = (token: string) => `/newsletter/data/${token}`;
export const dataRoute = (token: string) => `/api/newsletter/data/${token}`;
/** Where they ask for that link. */
export const dataLinkRoute = (token: string) => `${preferencesRoute(token)}/data`;

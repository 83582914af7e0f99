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

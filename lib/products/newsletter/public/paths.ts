/** Where the forms of public pages are sent: routes on Node. */
export const preferencesRoute = (token: string) => `/api/newsletter/preferences/${token}`;

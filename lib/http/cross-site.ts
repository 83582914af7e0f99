import { getEnvironment } from "#lib/env/environment.ts";

/**
 * Whether another site's page sent this request. Browsers say so themselves (`Sec-Fetch-Site`, on
 * https and localhost) or name the page's origin; another subdomain counts as another site. What
 * names neither is no browser, and has no cookies of anyone.
 */
export function isCrossSite(request: Request, appUrl = getEnvironment().APP_URL): boolean {
  const site = request.headers.get("sec-fetch-site");
  if (site) return site !== "same-origin" && site !== "none";
  const origin = request.headers.get("origin");
  if (!origin) return false;
  if (origin === new URL(appUrl).origin) return false;
  // A preview deployment has more names than APP_URL knows. No page can choose the Host header.
  return !URL.canParse(origin) || new URL(origin).host !== request.headers.get("host");
}

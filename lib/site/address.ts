type Variables = Record<string, string | undefined>;

/**
 * The origin of the public pages, for absolute URLs: the sitemap, the picture of a shared link.
 * They are rendered by the build, so `APP_URL` has to be there then; Vercel names its own.
 */
export function siteAddress(variables: Variables = process.env): URL {
  const { APP_URL, VERCEL_PROJECT_PRODUCTION_URL, PORT } = variables;
  if (APP_URL) return new URL(APP_URL);
  if (VERCEL_PROJECT_PRODUCTION_URL) return new URL(`https://${VERCEL_PROJECT_PRODUCTION_URL}`);
  return new URL(`http://localhost:${PORT || 3_000}`);
}

type Variables = Record<string, string | undefined>;

/**
 * Where the public pages are, for what names whole addresses: the sitemap, a shared link's picture.
 * They are rendered by the build, so `APP_URL` has to be there then; Vercel names its own.
 */
export function siteAddress(variables: Variables = process.env): URL {
  const { APP_URL, VERCEL_PROJECT_PRODUCTION_URL, PORT } = variables;
  if (APP_URL) return new URL(APP_URL);
  if (VERCEL_PROJECT_PRODUCTION_URL) return new URL(`https://${VERCEL_PROJECT_PRODUCTION_URL}`);
  return new URL(`http://localhost:${PORT || 3_000}`);
}

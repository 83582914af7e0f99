import type { MetadataRoute } from "next";
import { siteAddress } from "#lib/site/address.ts";
import { docsPages } from "#lib/site/docs/pages.ts";

/** Every page that nobody needs to sign in for. */
export default function sitemap(): MetadataRoute.Sitemap {
  const paths = [
    "/",
    "/pricing",
    "/benchmarks",
    "/docs",
    ...docsPages.map(({ slug }) => `/docs/${slug}`),
  ];
  return paths.map((path) => ({ url: new URL(path, siteAddress()).href }));
}

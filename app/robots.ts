import type { MetadataRoute } from "next";
import { siteAddress } from "#lib/site/address.ts";

/** What is for everybody may be found; what belongs to somebody, or does something, may not. */
export default function robots(): MetadataRoute.Robots {
  return {
    rules: {
      userAgent: "*",
      allow: "/",
      disallow: [
        "/account",
        "/api/",
        "/confirm-address",
        "/dev/",
        "/invite/",
        "/o/",
        "/organizations",
        "/reset-password",
        "/stop-change",
        "/unavailable",
        "/verify-address",
        "/welcome",
      ],
    },
    sitemap: new URL("/sitemap.xml", siteAddress()).href,
  };
}
